"""What a stream of MP3 or AAC frames tells of its own length, without reading it all."""

from __future__ import annotations

_TAGS = (b"Xing", b"Info")
_TAG_WITHIN = 64
"""Bytes from the head of the first MP3 frame to the tag: 4 and the 9 to 32 of its side information."""
_HAS_BYTES, _HAS_FRAMES = 2, 1
_SLACK_BYTES = 1024
"""What may stand behind the last frame, such as an ID3v1 tag of 128 bytes."""
_ADTS_HEAD = 7
_CHAIN = 4
"""So many frames that follow each other are no accident."""


def counts_itself(head: bytes, size: int) -> bool:
    """Whether an MP3 of so many bytes says how many frames it has, and is as long as it then must be.

    head: its first bytes. The first frame holds that count in place of sound ("Xing" header; LAME writes it).
    """
    start = _behind_id3(head)
    at = max(head.find(tag, start, start + _TAG_WITHIN) for tag in _TAGS)
    flags = int.from_bytes(head[at + 4 : at + 8], "big")
    if at < 0 or not flags & _HAS_FRAMES or not flags & _HAS_BYTES:
        return False
    num_bytes = int.from_bytes(head[at + 12 : at + 16], "big")
    return 0 <= size - start - num_bytes <= _SLACK_BYTES


def breaks_off(tail: bytes) -> bool:
    """Whether the last AAC frame of a stream that ends with these bytes is cut (ISO 13818-7, ADTS)."""
    for first in range(len(tail)):
        at, num = first, 0
        while length := _adts_length(tail[at : at + _ADTS_HEAD]):
            at, num = at + length, num + 1
        if num >= _CHAIN or (num and not first):
            return at > len(tail) or (at < len(tail) and _is_part_of_head(tail[at:]))
    return False


def _behind_id3(head: bytes) -> int:
    """Where an ID3v2 tag at the beginning ends; its size is in four groups of seven bits."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _adts_length(head: bytes) -> int:
    """Bytes of the frame that begins here; 0 where none does."""
    if len(head) < _ADTS_HEAD or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > _ADTS_HEAD else 0


def _is_part_of_head(rest: bytes) -> bool:
    return len(rest) < _ADTS_HEAD and rest[0] == 0xFF
