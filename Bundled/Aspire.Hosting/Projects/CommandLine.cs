using System.Text;

namespace Aspire.Hosting;

internal static class CommandLine
{
    /// <summary>Splits arguments as a command line does: by white space, except inside double quotes; a backslash escapes a quote.</summary>
    public static string[] Split(string line)
    {
        var args = new List<string>();
        var current = new StringBuilder();
        bool quoted = false, any = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && i + 1 < line.Length && line[i + 1] == '"')
            {
                current.Append('"');
                any = true;
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
                any = true;
            }
            else if (char.IsWhiteSpace(c) && !quoted)
            {
                Flush();
            }
            else
            {
                current.Append(c);
                any = true;
            }
        }

        Flush();
        return [.. args];

        void Flush()
        {
            if (any)
            {
                args.Add(current.ToString());
                current.Clear();
                any = false;
            }
        }
    }
}
