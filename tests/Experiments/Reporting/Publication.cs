using System.IO.Compression;

namespace Rollcall.Experiments.Reporting;

/// <summary>Puts a run into the documentation: the tables into its page, everything else into the folder beside it.</summary>
internal static class Publication
{
    private static readonly string[] s_kept = [".html", ".svg", ".json", ".csv"];

    /// <param name="results">Folder of the run.</param>
    /// <param name="tables">The tables of the page.</param>
    /// <param name="page">The page; its folder of figures and data has the same name without the extension.</param>
    /// <exception cref="InvalidDataException">The page lacks the lines between which the tables go.</exception>
    public static void Write(string results, string tables, string page)
    {
        File.WriteAllText(page, MarkdownReport.Insert(File.ReadAllText(page), tables));
        var folder = Directory.CreateDirectory(Path.ChangeExtension(page, null)).FullName;
        foreach (var old in Directory.EnumerateFiles(folder))
        {
            File.Delete(old);
        }

        foreach (var file in Directory.EnumerateFiles(results).Where(file => s_kept.Contains(Path.GetExtension(file))))
        {
            var to = Path.Combine(folder, Path.GetFileName(file));
            if (Path.GetFileName(file) == SampleFile.Name)
            {
                using var from = File.OpenRead(file);
                using var packed = new GZipStream(File.Create(to + SampleFile.Compressed), CompressionLevel.SmallestSize);
                from.CopyTo(packed);
            }
            else
            {
                File.Copy(file, to);
            }
        }
    }
}
