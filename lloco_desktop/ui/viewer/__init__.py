"""The pages of a document, with cited passages marked."""
