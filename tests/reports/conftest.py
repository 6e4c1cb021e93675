"""The files that several tests read, made once."""

import pytest

from consultation.model.programme import ProgrammeReport
from reports.brand import Brand
from reports.compose import compose
from reports.document import Document
from reports.look_back import compose_programme
from reports.pdf import pdf
from tests.reports.golden import SIX, golden_report
from tests.reports.hostile import hostile_report

TEAM = Brand(name="The Big GP Consultation Team")


@pytest.fixture(scope="session")
def golden() -> Document:
    return compose(golden_report(), TEAM)


@pytest.fixture(scope="session")
def golden_pdf(golden: Document) -> bytes:
    return pdf(golden, TEAM)


@pytest.fixture(scope="session")
def hostile() -> Document:
    return compose(hostile_report(), TEAM)


@pytest.fixture(scope="session")
def hostile_pdf(hostile: Document) -> bytes:
    return pdf(hostile, TEAM)


@pytest.fixture(scope="session")
def look_back() -> Document:
    return compose_programme(ProgrammeReport(SIX), TEAM)
