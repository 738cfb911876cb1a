"""Turns a record into a case study, or says everything that keeps it from being one."""

from casefolio.validation.case_studies import validate_record
from casefolio.validation.photo_files import locate_photo
from casefolio.validation.taxonomies import read_taxonomies

__all__ = ["locate_photo", "read_taxonomies", "validate_record"]
