namespace Embedded.TensorFlowServing.Json;

/// <summary>The texts of RapidJSON's parse errors, which clients of the original match on.</summary>
internal static class JsonErrors
{
    public const string DocumentEmpty = "The document is empty.";
    public const string ValueInvalid = "Invalid value.";
    public const string ObjectMissName = "Missing a name for object member.";
    public const string ObjectMissColon = "Missing a colon after a name of object member.";
    public const string ObjectMissCommaOrCurlyBracket = "Missing a comma or '}' after an object member.";
    public const string ArrayMissCommaOrSquareBracket = "Missing a comma or ']' after an array element.";
    public const string UnicodeEscapeInvalidHex = "Incorrect hex digit after \\u escape in string.";
    public const string UnicodeSurrogateInvalid = "The surrogate pair in string is invalid.";
    public const string EscapeInvalid = "Invalid escape character in string.";
    public const string MissQuotationMark = "Missing a closing quotation mark in string.";
    public const string NumberTooBig = "Number too big to be stored in double.";
    public const string NumberMissFraction = "Miss fraction part in number.";
    public const string NumberMissExponent = "Miss exponent in number.";
}
