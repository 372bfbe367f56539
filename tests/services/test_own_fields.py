"""Fields that people add: as real as those of the program, and no change of one ever drops a value."""

import pytest

from caseapp.domain.local_fields import field_name
from caseapp.services import fields
from caseapp.services.edits import Edit
from caseapp.services.fields import Asked, CannotGrow, FieldStays, NameTaken, NoName, all_fields, reach
from caseapp.services.session import Session
from tests.services.exchanges import Make, Pair, send_all
