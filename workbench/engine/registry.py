"""Finding modalities, encoders and pretext tasks: the folder listing is the catalogue."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """What a package's modules registered under their names; the package is walked at first use."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._entries: dict[str, T] = {}
        self._walked = False
        self._is_being_walked = False
        self._walking = threading.RLock()

    def register(self, name: str) -> Callable[[T], T]:
        """Decorator: enter a class or function under a name that must be new."""

        def enter(entry: T) -> T:
            if name in self._entries:
                raise ValueError(f"{name!r} is registered twice in {self._package}")
            self._entries[name] = entry
            return entry

        return enter

    def names(self) -> tuple[str, ...]:
        """All registered names, sorted."""
        self._walk()
        return tuple(sorted(self._entries))

    def get(self, name: str) -> T:
        """The entry of that name; raises KeyError."""
        self._walk()
        return self._entries[name]

    def __iter__(self) -> Iterator[T]:
        return iter([self.get(name) for name in self.names()])

    def _walk(self) -> None:
        """Import the package's modules once; another thread waits until all are there."""
        if self._walked:
            return
        with self._walking:
            if self._is_being_walked:
                return
            self._is_being_walked = True
            package = importlib.import_module(self._package)
            for module in pkgutil.iter_modules(package.__path__, self._package + "."):
                importlib.import_module(module.name)
            self._walked = True
