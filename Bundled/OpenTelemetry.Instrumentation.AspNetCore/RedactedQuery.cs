using System.Text;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>Query strings carry keys and tokens: their names are traced, their values are not.</summary>
internal static class RedactedQuery
{
    public static string Of(string query)
    {
        var text = new StringBuilder(query.Length);
        var inValue = false;
        foreach (var character in query)
        {
            if (character is '&')
            {
                inValue = false;
            }

            if (!inValue)
            {
                text.Append(character);
            }

            if (character is '=' && !inValue)
            {
                inValue = true;
                text.Append("Redacted");
            }
        }

        return text.ToString();
    }
}
