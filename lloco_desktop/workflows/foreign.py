"""Whether the backbone in use was made for what a library is written in."""

from __future__ import annotations

from lloco_desktop.backbone.scripts import is_foreign
from lloco_desktop.domain import LibraryId
from lloco_desktop.model_files.describing import describe_folder
from lloco_desktop.store.workspace import Workspace
from lloco_desktop.workflows.models import Models

DOCUMENTS = 40  # that are looked into, spread evenly
PASSAGES = 4  # of each, behind the first, which is often a title page in several languages


def is_foreign_library(workspace: Workspace, models: Models, library: LibraryId) -> bool:
    """Whether most of a library's text is in a script that the loaded backbone does not know."""
    languages = describe_folder(models.info.folder).languages if models.info is not None else ()
    if not languages:
        return False
    documents = list(workspace.documents.digests(library))
    chosen = documents[:: max(1, -(-len(documents) // DOCUMENTS))]
    passages = [one for key in chosen for one in workspace.passages.of_document(key, 0, PASSAGES)]
    return is_foreign(languages, (passage.text for passage in passages))
