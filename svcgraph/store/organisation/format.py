"""The shape of `processes/organisation.yaml`: what an editor completes and what the loader accepts.

Its JSON Schema is published beside this module as ``organisation.schema.json``.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from svcgraph.domain.organisation import DayOff, Frequency
from svcgraph.domain.process import ProcessKind
from svcgraph.store.shapes import Day, Shape, Written, part, written

_HOURS = re.compile(r"(\d{1,2})[:h](\d\d)?\s*[-–]\s*(\d{1,2})[:h](\d\d)?")
_ID = r"^[A-Za-z0-9](?:-?[A-Za-z0-9_])*$"  # no "--", which joins the parties in a contract's id


def _hours(value: object) -> object:
    """``08:30-12:30`` as its two times of day."""
    found = _HOURS.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("hours", "hours are written 08:30-12:30")
    try:
        begin, end = (time(int(found[n]), int(found[n + 1] or 0)) for n in (1, 3))
    except ValueError as error:
        raise PydanticCustomError("calendar", "this hour does not exist") from error
    if end <= begin:
        raise PydanticCustomError("hours", "the end stands before the beginning")
    return begin, end


Id = Annotated[str, Field(pattern=_ID, max_length=64)]
Hours = Annotated[
    tuple[time, time],
    BeforeValidator(_hours),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d{1,2}[:h](\d\d)?\s*[-–]\s*\d{1,2}[:h](\d\d)?\s*$"}),
]
DayHours = tuple[Hours, ...]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class ClosedShape(Shape):
    date: Day = Field(description="Day on which the organisation is closed.")
    reason: str = Field("", description="Why.")

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        return {"date": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "format": "date"}, handler(schema)]}


class HoursShape(Shape):
    """Working hours of each weekday; a day that is left out has none."""

    monday: DayHours = ()
    tuesday: DayHours = ()
    wednesday: DayHours = ()
    thursday: DayHours = ()
    friday: DayHours = ()
    saturday: DayHours = ()
    sunday: DayHours = ()


class CalendarShape(Shape):
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = Field("FR", description="Public holidays of: FR, BE, CH…")
    region: str = Field("", description="Region of the country, where its holidays differ.")
    hours: HoursShape | None = Field(None, description="By default Monday to Friday 09:00-17:00.")
    closed: tuple[ClosedShape, ...] = Field((), description="Days on which the organisation is closed.")
    day_off: DayOff = Field(DayOff.NEXT, description="What becomes of a deadline that falls on a day off.")


class DefaultReviewShape(Shape):
    every: Frequency | None = Field(None, description="How often both services meet.")
    rule: Written = written("The day, in words: the second Monday at 11:00.")
    participants: tuple[str, ...] = Field((), description="Ids of people.")


class DefaultCountingShape(Shape):
    cut_off: str = Field("", description="What comes after this hour counts as received the next working day.")
    day_off: DayOff | None = Field(None, description="What becomes of a deadline that falls on a day off.")


class DefaultsShape(Shape):
    """What contracts inherit where they say nothing themselves."""

    review: DefaultReviewShape = part(DefaultReviewShape, "Follow-up meetings.")
    escalation: Written = written("Who settles a disagreement.")
    amendment: Written = written("How a contract is changed.")
    notice: Written = written("How it is ended before its time.")
    renewal: Written = written("How it is renewed.")
    confidentiality: Written = written("What stays between the parties.")
    continuity: Written = written("What holds when the normal way fails.")
    counting: DefaultCountingShape = part(DefaultCountingShape, "How cases are counted.")
    minimum_sample: int | None = Field(None, ge=1, description="Below this many cases, no percentage is printed.")
    keeper: str = Field("", description="Id of the person who keeps the indicators that name nobody.")
    keeper_deputy: str = Field("", description="Id of the person who does so in the keeper's absence.")


class DepartmentShape(Shape):
    id: Id = Field(description="Given once; services name it.")
    name: Written = written("Name.")
    short: str = Field("", description="Abbreviation, for pictures.")
    head: str = Field("", description="Id of the person.")
    defaults: DefaultsShape = part(DefaultsShape, "What contracts inherit whose supplier belongs to it.")


class ServiceShape(Shape):
    id: Id = Field(description="Given once; contracts name it.")
    name: Written = written("Name; a pool, lane or actor of that name is this service.")
    short: str = Field("", description="Abbreviation, for pictures; not compared with names on maps.")
    department: str = Field("", description="Id of the department.")
    head: str = Field("", description="Id of the person.")
    staff: int | None = Field(None, ge=0, description="Number of people.")
    aliases: tuple[str, ...] = Field((), description="Other names on the maps; or a whole path: Shop / Sales.")
    actors: tuple[str, ...] = Field((), description="Roles and posts that belong to the service.")
    former_ids: tuple[str, ...] = Field((), description="Ids under which older contracts know it.")
    former_names: tuple[str, ...] = Field((), description="Names under which older maps know it.")


class ExternalShape(Shape):
    id: Id = Field(description="Given once; promises name it.")
    name: Written = written("Name; a pool, lane or actor of that name is this party.")
    roles: tuple[str, ...] = Field((), description="client, supplier, authority, third party.")
    aliases: tuple[str, ...] = Field((), description="Other names on the maps.")


class PersonShape(Shape):
    id: str = Field(min_length=1, description="Given once; contracts name it.")
    name: str = Field("", description="First and last name.")
    email: str = Field("", description="E-mail address.")
    service: str = Field("", description="Id of the service.")
    position: Written = written("Post.")
    left: Day | None = Field(None, description="First day on which the person is no longer there.")


class ProcessShape(Shape):
    id: str = Field(min_length=1, description="Given once; feeds name it.")
    name: Written = written("Name; without a file, the process of that name on the maps is meant.")
    file: str = Field("", description="The map's file, below processes/.")
    kind: ProcessKind | None = Field(None, description="Family.")
    owner: str = Field("", description="Id of the person who steers the process.")
    frequency: Frequency | None = Field(None, description="How often it runs.")
    feeds: tuple[str, ...] = Field((), description="Ids of the processes that its results feed.")


class PromiseShape(Shape):
    id: str = Field(min_length=1, description="Given once; readings name it: promises/e1.")
    party: str = Field(description="Id of the external party.")
    deliverable: Written = written("What is promised.")
    from_map: tuple[str, ...] = Field((), description="Its names on the maps; by default the deliverable's own.")
    objective: Written = written("The promise as a sentence: “95 % within 5 working days”.")
    start: Written = written("The event at which time starts to run.")
    stop: Written = written("The event at which it stops.")
    origin: Written = written("Where it was promised.")
    answerable: str = Field("", description="Id of the person who answers for it.")
    keeper: str = Field("", description="Id of the person who keeps the figure up to date.")
    deputy: str = Field("", description="Id of the person who does so in the keeper's absence.")
    source: Written = written("Where the figure comes from.")
    alert: str = Field("", description="Alert level: “90 %”, “1 miss in 3 months”, “none”.")


class TermShape(Shape):
    fr: str = Field(min_length=1, description="Word of the maps, in French.")
    en: str = Field(min_length=1, description="The same in English.")


class OrganisationFile(Shape):
    """The organisation: who exists, under which names, and what was promised outside."""

    name: Written = written("Name of the organisation.")
    defaults: DefaultsShape = part(DefaultsShape, "What all contracts inherit.")
    calendar: CalendarShape = part(CalendarShape, "Working time.")
    departments: tuple[DepartmentShape, ...] = Field((), description="Groups of services.")
    services: tuple[ServiceShape, ...] = Field((), description="Services of the organisation.")
    externals: tuple[ExternalShape, ...] = Field((), description="External parties: clients, suppliers, authorities.")
    people: tuple[PersonShape, ...] = Field((), description="People who answer for something.")
    processes: tuple[ProcessShape, ...] = Field((), description="What the maps do not say of the processes themselves.")
    promises: tuple[PromiseShape, ...] = Field((), description="What external clients were promised.")
    terms: tuple[TermShape, ...] = Field((), description="Words of the maps in the other language.")


def json_schema() -> dict[str, Any]:
    """The published JSON Schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **OrganisationFile.model_json_schema()}
