"""What the shapes of all YAML files of a workspace have in common: days, texts, and what an empty place means."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from svcgraph.domain.text import Text

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def _day(value: object) -> date:
    """ISO dates only: pydantic alone would read a bare number as seconds since 1970."""
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise PydanticCustomError("day", "a date is written 2026-03-01")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("calendar", "this day does not exist") from error


def _moment(value: object) -> datetime:
    if not (isinstance(value, str) and _MOMENT.fullmatch(value)):
        raise PydanticCustomError("moment", "a date and hour are written 2026-03-01T10:00")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("calendar", "this day or hour does not exist") from error


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d$"}),
]
Word = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]


class Shape(BaseModel):
    """Unknown keys are refused here, and said by the loader with the nearest known one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: object) -> object:
        """``form:`` with nothing behind it is a place not filled in yet."""
        if isinstance(value, dict) and None in value.values():  # most have none: they need no copy
            return {key: item for key, item in value.items() if item is not None}
        return value


class Written(Shape):
    """A text: one string, or one per language."""

    fr: str = ""
    en: str = ""
    stale: Literal["", "fr", "en"] = Field("", description="The language whose translation is out of date.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"fr": value, "en": value} if isinstance(value, str) else value

    def text(self) -> Text:
        return Text(self.fr, self.en, self.stale)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(schema)
        handler.resolve_ref_schema(made)["description"] = "One string, or one per language: {fr: …, en: …}."
        return {"anyOf": [{"type": ["string", "number"]}, made]}


def written(description: str) -> Any:
    """A text that may be left empty."""
    return part(Written, description)


def part(shape: type[Shape], description: str) -> Any:
    """A part that may be left out altogether."""
    return Field(default_factory=shape, description=description)
