using System.Globalization;
using System.Runtime.InteropServices;
using Embedded.TensorFlow;
using Embedded.TensorFlow.Format.Bundle;

namespace Models.ResNet50;

/// <summary>
/// Writes the model so that nobody ever sees half of it: into a folder beside, then by a rename. One writer works at a time;
/// the others wait for it and find its model. What a killed writer left is removed by the next.
/// </summary>
/// <param name="target">The model's folder; its versions are below.</param>
/// <param name="time">Times the progress lines.</param>
/// <param name="progress">Where the progress lines go.</param>
internal sealed class ModelFolder(string target, TimeProvider time, TextWriter progress)
{
    private const string Version = "1";
    private const string GraphFile = "saved_model.pb";

    // Model servers look only at folders whose names are numbers.
    private const string LockFile = ".writer.lock";
    private const string UnfinishedFolder = ".unfinished";
    private const string ReplacedFolder = ".replaced";

    // The other writer is done within seconds; a shorter wait would only burn time it needs.
    private static readonly TimeSpan s_lockRetry = TimeSpan.FromMilliseconds(50);

    private readonly string _target = Path.GetFullPath(target);

    private string Final => Path.Combine(_target, Version);

    /// <summary>Writes the model unless it is there already.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write()
    {
        if (!IsComplete())
        {
            Directory.CreateDirectory(_target);
            using var exclusive = WaitForLock();
            if (!IsComplete())
            {
                WriteExclusively();
                return;
            }
        }

        progress.WriteLine($"resnet50: {Final} is complete, nothing to do");
    }

    private static bool HasLength(string file, long length) => new FileInfo(file) is { Exists: true } info && info.Length == length;

    private static Stream OpenGraph() => typeof(ModelFolder).Assembly.GetManifestResourceStream(GraphFile)!;

    private static long GraphLength()
    {
        using var graph = OpenGraph();
        return graph.Length;
    }

    /// <summary>By size: the files are published whole, so another size is another model or a copy that broke off.</summary>
    private bool IsComplete() =>
        HasLength(Path.Combine(Final, GraphFile), GraphLength())
        && File.Exists(Path.Combine(Final, "variables", "variables.index"))
        && new FileInfo(Path.Combine(Final, "variables", "variables.data-00000-of-00001")) is { Exists: true } data
        && data.Length > Network.Bytes;

    private FileStream WaitForLock()
    {
        var file = Path.Combine(_target, LockFile);
        var waiting = false;
        while (true)
        {
            try
            {
                return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                if (!waiting)
                {
                    progress.WriteLine($"resnet50: waiting for another writer of {_target}");
                    waiting = true;
                }

                Thread.Sleep(s_lockRetry);
            }
        }
    }

    private void WriteExclusively()
    {
        var started = time.GetTimestamp();
        progress.WriteLine($"resnet50: writing {Final} (102 MB)");
        var unfinished = Path.Combine(_target, UnfinishedFolder);
        Remove(unfinished);
        Remove(Path.Combine(_target, ReplacedFolder));
        WriteFiles(unfinished);
        if (Directory.Exists(Final))
        {
            // Renamed away first: removing takes time, in which half of the folder would be seen.
            Directory.Move(Final, Path.Combine(_target, ReplacedFolder));
            progress.WriteLine($"resnet50: replacing an incomplete {Final}");
        }

        Directory.Move(unfinished, Final);
        Remove(Path.Combine(_target, ReplacedFolder));
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resnet50: done in {seconds:F1} s"));
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void WriteFiles(string folder)
    {
        var variables = Directory.CreateDirectory(Path.Combine(folder, "variables"));
        using (var graph = OpenGraph())
        using (var file = File.Create(Path.Combine(folder, GraphFile)))
        {
            graph.CopyTo(file);
        }

        using var bundle = new TensorBundleWriter(Path.Combine(variables.FullName, "variables"));
        var quarter = 1;
        var tensors = Network.Tensors
            .AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(tensor => (Tensor: tensor, Values: Formula.Values(tensor)));
        foreach (var (tensor, values) in tensors)
        {
            bundle.AddVariable(tensor.Path, tensor.Name, DataType.Float, tensor.Shape, MemoryMarshal.AsBytes(values.AsSpan()));
            if (bundle.BytesWritten * 4 >= Network.Bytes * quarter)
            {
                progress.WriteLine($"resnet50: {25 * quarter} %");
                quarter++;
            }
        }

        bundle.Finish();
    }
}
