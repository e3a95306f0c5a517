"""What kind of file it is by its content: whether its name says otherwise, and whether it is locked."""

from __future__ import annotations

from pathlib import Path

_SUFFIXES = {
    "WAV": (".wav", ".w64"),
    "FLAC": (".flac",),
    "Ogg": (".ogg", ".oga", ".opus"),
    "MP3": (".mp3", ".mp2"),
    "AIFF": (".aif", ".aiff", ".aifc"),
    "AU": (".au", ".snd"),
    "CAF": (".caf",),
    "MP4": (".m4a", ".m4b", ".m4p", ".mp4", ".m4v", ".mov", ".3gp"),
    "AAC": (".aac",),
    "WMA": (".wma", ".wmv", ".asf"),
    "Matroska": (".mka", ".mkv", ".webm"),
    "AMR": (".amr",),
    "WavPack": (".wv",),
    "APE": (".ape",),
    "AC3": (".ac3",),
    "AVI": (".avi",),
}
_NAMES = {
    "WAV": "WAV", "WAVEX": "WAV", "RF64": "WAV", "W64": "WAV", "FLAC": "FLAC", "OGG": "Ogg", "MP3": "MP3",
    "AIFF": "AIFF", "AU": "AU", "CAF": "CAF",
    "wav": "WAV", "w64": "WAV", "flac": "FLAC", "ogg": "Ogg", "mp3": "MP3", "aiff": "AIFF", "au": "AU",
    "caf": "CAF", "mov,mp4,m4a,3gp,3g2,mj2": "MP4", "aac": "AAC", "asf": "WMA", "matroska,webm": "Matroska",
    "amr": "AMR", "wv": "WavPack", "ape": "APE", "ac3": "AC3", "avi": "AVI",
}  # fmt: skip
"""What libsndfile and FFmpeg call each of them."""
_LOCKED_TAGS = ("drms", "enca")
_LOCKED_ASF = (
    bytes.fromhex("fbb31122 23bd d211 b4b7 00a0c955fc6e"),
    bytes.fromhex("14e68a29 2226 174c b935 dae07ee9289c"),
)
"""The content encryption objects of the ASF specification, 3.14 and 3.15."""
LOCKED = (
    "It is locked by copy protection (DRM), so that only its shop's own player can open it."
    " Use a copy without protection."
)


def wrong_name(path: Path, kind: str) -> str:
    """A sentence where the suffix promises another kind of file than the content is; else ""."""
    name, suffix = _NAMES.get(kind, ""), path.suffix.lower()
    known = any(suffix in suffixes for suffixes in _SUFFIXES.values())
    if not name or not known or suffix in _SUFFIXES[name]:
        return ""
    article = "an" if name[0] in "AO" or name.startswith("MP") else "a"
    return f"It is named {suffix} and is {article} {name}."


def is_locked(head: bytes, codec_tag: str = "") -> bool:
    """Whether the content is encrypted, by the file's head and by how its stream is marked."""
    return codec_tag in _LOCKED_TAGS or any(mark in head for mark in _LOCKED_ASF)
