"""What may be sent to the API. Apart from `core.api`: the views of the framework import the parsers while `core.api`
imports those views."""

import json

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.validators import ProhibitSurrogateCharactersValidator


class WholeTextParser(JSONParser):
    """JSON whose texts are made of characters. Half a surrogate pair is none: no table keeps it, and an answer that
    says what is wrong with it could not be written. 400."""

    def parse(self, stream, media_type=None, parser_context=None):
        found = super().parse(stream, media_type, parser_context)
        try:
            json.dumps(found, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            half = ord(error.object[error.start])
            raise ParseError(ProhibitSurrogateCharactersValidator.message.format(code_point=half)) from error
        return found
