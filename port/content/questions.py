"""What of a question counts: 「怎麼申請帳號？」 asks for 申請帳號."""

import re

from port.content.folding import folded

LONGEST = 100
ASKING = re.compile(
    r"為什麼|可不可以|能不能|要不要|怎麼辦|怎麼樣|怎麼|怎樣|如何|為何|什麼|甚麼|請問|是否|是不是|有沒有|哪裡|嗎|呢|"
    r"\b(?:how|what|when|where|why|who|which|do|does|did|can|could|may|is|are|i|my|me|you|your|we|a|an|the|to|of|in|"
    r"on|at|for|and|or|it|there|should|if)\b"
)


def words_that_count(words: str) -> str:
    """All of them, when nothing but question words was typed."""
    asked = folded(words[:LONGEST])
    return counting if (counting := ASKING.sub(" ", asked)).strip(" ?？。") else asked
