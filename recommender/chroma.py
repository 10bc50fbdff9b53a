"""Which rows are nearest to a vector, asked of Chroma?

Chroma runs inside this process on a folder of its own. Its server is never started and must not be shipped: it has an
unpatched remote-code hole (CVE-2026-45829). The folder is derived and may be thrown away: the matrix is the truth.

Merely opening a folder makes Chroma write into it, and two processes that write damage it without a word. So an index
holds a lock as long as it is open, and whoever comes second compares exactly.
"""

from __future__ import annotations

import secrets
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from recommender import folder as derived
from recommender.gathering import Floats, Rows
from recommender.index import ExactIndex, VectorIndex

_NAME = "films"
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 600, "max_neighbors": 32}
"""Chroma's own default space is l2. The rest is generous: some thousand films leave time to look at many neighbours."""

_TOLERANCE = 1e-3
_PROBES = 8


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from: vectors of another encoder or catalogue must never be searched.

    `catalogue` is any word that changes with the films, `size` the number of rows.
    """

    encoder: str
    dimension: int
    catalogue: str
    size: int


class ChromaIndex:
    """An open folder that no other process can open; safe to ask from several threads."""

    def __init__(self, client: Any, lock: IO[str], size: int) -> None:
        self._client = client
        self._lock = lock
        self._size = size
        self._collection = client.get_collection(_NAME, embedding_function=None)
        if self._collection.count() != size:
            raise ValueError(f"Chroma holds {self._collection.count()} rows, not {size}")

    @classmethod
    def open(cls, folder: Path, manifest: Manifest) -> ChromaIndex:
        """Open what `build` wrote; ValueError when it is missing, damaged, in use or made from something else."""
        lock = _hold(folder)
        try:
            store = str(derived.inspect(folder, _facts(manifest))["store"])
            with _failures():
                return cls(_client(folder / store), lock, manifest.size)
        except BaseException:
            lock.close()
            raise

    def __len__(self) -> int:
        return self._size

    def search(self, vector: Floats, k: int) -> tuple[Rows, Floats]:
        """At most `k` rows, best first, with the dot products that ExactIndex gives; equals by row number."""
        vector = np.asarray(vector, dtype=np.float32)
        length = np.float32(np.linalg.norm(vector))
        k = max(0, min(k, self._size))
        if k == 0 or length == 0:  # Chroma refuses to be asked for nothing, and a vector without direction has no order
            return np.arange(k, dtype=np.int32), np.zeros(k, dtype=np.float32)
        with _failures():
            found = self._collection.query(query_embeddings=[vector], n_results=k, include=["distances"])
        rows = np.array(found["ids"][0], dtype=np.int32)
        values = (1 - np.array(found["distances"][0], dtype=np.float32)) * length
        order = np.lexsort((rows, -values))
        return rows[order], values[order]

    def close(self) -> None:
        """Let another process open the folder."""
        self._client.close()
        self._lock.close()


def build(folder: Path, matrix: Floats, *, manifest: Manifest) -> None:
    """Write rows of length 1 or 0 as a new index; the folder is replaced whole, or left as it was when that fails."""
    _check(matrix, manifest)
    with closing(_hold(folder)), derived.replacing(folder) as fresh:
        # Chroma remembers every path it opened, failures too: a new name each time keeps it from answering for the old.
        store = f"store-{secrets.token_hex(4)}"
        with _failures(), closing(_client(fresh / store)) as client:
            _fill(client, matrix)
        derived.seal(fresh, {**_facts(manifest), "store": store})


def open_or_exact(folder: Path, matrix: Floats, *, manifest: Manifest) -> VectorIndex:
    """Chroma's index of the matrix, rebuilt when it is no longer good; with a warning the exact one if Chroma fails."""
    try:
        try:
            return _probed(ChromaIndex.open(folder, manifest), matrix)
        except ValueError:
            build(folder, matrix, manifest=manifest)
            return _probed(ChromaIndex.open(folder, manifest), matrix)
    except (ImportError, OSError, ValueError) as error:
        warnings.warn(f"films are compared without Chroma: {error}", RuntimeWarning, stacklevel=2)
        return ExactIndex(matrix)


def _fill(client: Any, matrix: Floats) -> None:
    collection = client.create_collection(_NAME, embedding_function=None, configuration={"hnsw": _HNSW})
    step = client.get_max_batch_size()
    for start in range(0, len(matrix), step):
        rows = matrix[start : start + step]
        ids = [str(row) for row in range(start, start + len(rows))]
        collection.add(ids=ids, embeddings=np.asarray(rows, dtype=np.float32))


def _check(matrix: Floats, manifest: Manifest) -> None:
    if matrix.shape != (manifest.size, manifest.dimension):
        raise ValueError(f"a matrix of shape {matrix.shape} does not fit {manifest}")
    lengths = np.linalg.norm(matrix, axis=1)
    odd = np.flatnonzero(~((np.abs(lengths - 1) < _TOLERANCE) | (lengths == 0)))
    if len(odd):  # the cosine of such a row is not its dot product
        raise ValueError(f"row {odd[0]} has length {lengths[odd[0]]}, not 1 or 0")


def _probed(index: ChromaIndex, matrix: Floats) -> ChromaIndex:
    """The same index once it has found some of its own rows: damage that keeps the sizes of files shows only here."""
    try:
        for row in np.linspace(0, len(matrix) - 1, min(_PROBES, len(matrix)), dtype=int):
            _, values = index.search(matrix[row], 1)
            if not abs(float(values[0]) - float(matrix[row] @ matrix[row])) < _TOLERANCE:
                raise ValueError(f"Chroma does not find row {row} again")
    except ValueError:
        index.close()
        raise
    return index


def _facts(manifest: Manifest) -> dict[str, object]:
    """What the manifest on disk must say. Another version of Chroma would convert the folder: it makes its own."""
    return {"kind": "chroma", "chromadb": _library().__version__, "hnsw": _HNSW, **asdict(manifest)}


def _library() -> Any:
    try:
        with _failures():
            import chromadb
    except ImportError as missing:
        raise ImportError(f'{missing.name} is missing: pip install "matinee[chroma]"') from missing
    return chromadb


def _client(path: Path) -> Any:
    """A client in this process, whatever the environment or a `.env` file says: nothing is sent anywhere."""
    chromadb = _library()
    settings = chromadb.config.Settings(
        _env_file=None,
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        chroma_otel_collection_endpoint="",
    )
    return chromadb.PersistentClient(path=str(path), settings=settings)


@contextmanager
def _failures() -> Iterator[None]:
    """Whatever goes wrong inside Chroma as a ValueError."""
    try:
        yield
    except (ImportError, OSError, ValueError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of its Rust half is no Exception
        raise ValueError(f"Chroma failed: {error!r}") from error


def _hold(folder: Path) -> IO[str]:
    """A locked file beside the folder; the system lets go of it when it is closed or the process dies."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    held = folder.with_name(f"{folder.name}.lock").open("w", encoding="utf-8")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise ValueError(f"{str(folder)!r} is in use by another process") from error
    return held
