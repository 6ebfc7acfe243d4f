"""The vector tables against plain numpy."""

from __future__ import annotations

import numpy as np
import pytest

from lloco_desktop.domain import LibraryId
from lloco_desktop.store import Workspace
from lloco_desktop.store.vectors import MAX_HITS

WIDTH = 16


def directions(count, seed=0):
    vectors = np.random.default_rng(seed).standard_normal((count, WIDTH)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def space(workspace):
    return workspace.vectors.space("test", WIDTH)


@pytest.fixture
def filled(workspace, shelf, space):
    """Three libraries of two documents of 40 passages: {passage: (library, document, vector)}."""
    known = {}
    for number in range(3):
        library = workspace.libraries.create(f"library {number}").id
        for part in range(2):
            name = f"{number}-{part}"
            document = shelf.add(*[f"{name} {n}" for n in range(40)], library=library, name=name)
            ids = space.missing(document)
            vectors = directions(40, seed=number * 2 + part)
            assert space.add(library, ids, vectors) == 40
            known |= {key: (library, document, vector) for key, vector in zip(ids, vectors, strict=True)}
    return known


def by_hand(known, query, libraries=(), documents=()):
    """What a search should find, all of it."""
    scores = {
        key: float(vector @ query)
        for key, (library, document, vector) in known.items()
        if (not libraries or library in libraries) and (not documents or document in documents)
    }
    return sorted(scores.items(), key=lambda item: -item[1])


def test_search_equals_numpy(space, filled):
    libraries = sorted({library for library, _, _ in filled.values()})
    documents = sorted({document for _, document, _ in filled.values()})
    cases = [
        {},
        {"libraries": libraries[:1]},
        {"libraries": libraries[1:]},
        {"libraries": libraries + libraries},
        {"documents": documents[:1]},
        {"documents": documents[1:5]},
        {"documents": documents[:3], "libraries": libraries[1:2]},
        {"documents": documents[:1], "libraries": libraries[2:]},
    ]
    for query in directions(5, seed=99):
        for where in cases:
            wanted = by_hand(filled, query, **where)[:10]
            found = space.search(query, **where, limit=10)
            assert [key for key, _ in found] == [key for key, _ in wanted], where
            np.testing.assert_allclose(
                [score for _, score in found], [score for _, score in wanted], atol=1e-5
            )


def test_a_limit_beyond_what_sqlite_vec_takes(space, filled):
    query = directions(1, seed=99)[0]
    assert len(space.search(query, limit=MAX_HITS * 10)) == len(filled)
    assert space.search(query, limit=0) == []


def test_spaces_do_not_mix(workspace, filled, space):
    other = workspace.vectors.space("test", WIDTH * 2)
    assert other.search(np.ones(WIDTH * 2, dtype=np.float32)) == []
    assert other.count() == 0
    assert [known.width for known in workspace.vectors.spaces()] == [WIDTH]
    document = next(iter(filled.values()))[1]
    assert len(other.missing(document)) == 40
    assert space.missing(document) == []


def test_storing_a_vector_again_replaces_it(space, filled):
    key, (library, _, _) = next(iter(filled.items()))
    new = directions(1, seed=1234)
    assert space.add(library, [key], new) == 1
    assert space.search(new[0], limit=1)[0][0] == key
    assert space.count() == len(filled)


def test_passages_that_have_gone_are_left_out(workspace, space, shelf):
    document = shelf.add("a", "b")
    ids = space.missing(document)
    workspace.documents.delete(document)
    assert space.add(shelf.library, ids, directions(2)) == 0
    assert workspace.verify().ok


def test_wrong_shapes_and_numbers_are_mistakes(workspace, space, shelf):
    ids = space.missing(shelf.add("a", "b"))
    broken = directions(2)
    broken[1, 3] = np.nan
    for vectors in (directions(1), directions(2)[:, :3], broken):
        with pytest.raises(ValueError):
            space.add(shelf.library, ids, vectors)
    with pytest.raises(ValueError, match="not all passages"):
        space.add(LibraryId(99), ids, directions(2))
    with pytest.raises(ValueError):
        space.search(np.ones(3, dtype=np.float32))
    with pytest.raises(ValueError):
        workspace.vectors.space("test", 0)
    assert space.count() == 0


def test_an_embedder_can_be_removed(workspace, space, filled):
    workspace.vectors.remove("test", WIDTH)
    workspace.vectors.remove("test", WIDTH)
    assert workspace.vectors.spaces() == []
    workspace.documents.delete(next(iter(filled.values()))[1])
    assert workspace.verify().ok
    document = workspace.documents.all()[-1].id
    space.add(workspace.documents.by_id(document).library, space.missing(document), directions(40))
    assert space.count() == 40


def test_compacting_after_removal_keeps_vectors_in_their_places(folder, workspace, shelf, space):
    """sqlite-vec keeps 1,024 vectors to a chunk and finds chunks by row number."""
    vectors = directions(2600)
    ids = []
    for part, (first, last) in enumerate([(0, 1200), (1200, 2600)]):
        document = shelf.add(*[f"{part} {n}" for n in range(last - first)], name=str(part))
        ids.append(space.missing(document))
        space.add(shelf.library, ids[-1], vectors[first:last])
    workspace.documents.delete(workspace.documents.all()[0].id)
    workspace.compact()
    workspace.close()
    with Workspace.open(folder) as again:
        reopened = again.vectors.space("test", WIDTH)
        for n in range(0, 1400, 100):
            assert reopened.search(vectors[1200 + n], limit=1)[0][0] == ids[1][n]
        assert again.verify().ok
