using System.Text;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Tables;

/// <summary>Lookup tables.</summary>
internal static class TableKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Tables", "keys string, int32, int64; values all")
        .Add("HashTableV2", build => Table(build, isMutable: false), KernelTraits.Reads)
        .Add("MutableHashTableV2", build => Table(build, isMutable: true), KernelTraits.Reads)
        .Add("AnonymousHashTable", build => Table(build, isMutable: false), KernelTraits.Reads)
        .Add("AnonymousMutableHashTable", build => Table(build, isMutable: true), KernelTraits.Reads)
        .Add("MutableDenseHashTableV2", build => Table(build, isMutable: true), KernelTraits.Reads)
        .Add("LookupTableImportV2", static c => Of(c).Import(c.Input(1), c.Input(2)), KernelTraits.Effect)
        .Add("InitializeTableV2", static c => Of(c).Import(c.Input(1), c.Input(2)), KernelTraits.Effect)
        .Add("InitializeTableFromTextFileV2", FromTextFile, KernelTraits.Effect)
        .Add("LookupTableInsertV2", static c => Of(c).Insert(c.Input(1), c.Input(2)), KernelTraits.Effect)
        .Add("LookupTableFindV2", Find, KernelTraits.Reads)
        .Add("LookupTableSizeV2", static c => c.Set(0, Tensor.Scalar(Of(c).Count)), KernelTraits.Reads)
        .Add("LookupTableRemoveV2", static c => Of(c).Remove(c.Input(1)), KernelTraits.Effect)
        .Add("LookupTableExportV2", Export, KernelTraits.Reads)

        // The first versions differ in the type of the handle only.
        .Add("HashTable", build => Table(build, isMutable: false), KernelTraits.Reads)
        .Add("MutableHashTable", build => Table(build, isMutable: true), KernelTraits.Reads)
        .Add("LookupTableImport", static c => Of(c).Import(c.Input(1), c.Input(2)), KernelTraits.Effect)
        .Add("InitializeTable", static c => Of(c).Import(c.Input(1), c.Input(2)), KernelTraits.Effect)
        .Add("InitializeTableFromTextFile", FromTextFile, KernelTraits.Effect)
        .Add("LookupTableInsert", static c => Of(c).Insert(c.Input(1), c.Input(2)), KernelTraits.Effect)
        .Add("LookupTableFind", Find, KernelTraits.Reads)
        .Add("LookupTableSize", static c => c.Set(0, Tensor.Scalar(Of(c).Count)), KernelTraits.Reads);

    private static LookupTable Of(KernelContext context) => context.Input(0).ResourceObject as LookupTable
        ?? throw TensorFlowException.InvalidArgument($"Trying to access resource using the wrong type: a table was expected");

    private static KernelBody Table(KernelBuild build, bool isMutable)
    {
        var name = ResourceName.Of(build.Node);
        var (key, value) = (build.Attributes.Type("key_dtype", DataType.String), build.Attributes.Type("value_dtype", DataType.Int64));
        if (key is not (DataType.String or DataType.Int32 or DataType.Int64))
        {
            throw TensorFlowException.Unimplemented($"a table with keys of type {key.CanonicalName()} is not implemented by the embedded runtime");
        }

        return context => context.Set(0, Tensor.OfResource(context.Run.Resources.GetOrAdd(name, () => new LookupTable(key, value, isMutable))));
    }

    private static void Find(KernelContext context)
    {
        var (table, keys) = (Of(context), context.Input(1));
        table.Find(keys, context.Input(2), context.Allocate(0, table.ValueType, keys.Shape));
    }

    private static void Export(KernelContext context)
    {
        var (keys, values) = Of(context).Export();
        context.Set(0, keys);
        context.Set(1, values);
    }

    private static KernelBody FromTextFile(KernelBuild build)
    {
        var columns = new VocabularyColumns(
            (int)build.Attributes.Int("key_index", 0),
            (int)build.Attributes.Int("value_index", 0),
            build.Attributes.Int("vocab_size", -1),
            build.Attributes.Text("delimiter", "\t"),
            build.Attributes.Int("offset", 0));
        return context =>
        {
            var table = Of(context);
            var (keys, values) = VocabularyFile.Read(Encoding.UTF8.GetString(context.Input(1).Strings[0].Span), columns, table.ValueType);
            table.Import(keys, values);
        };
    }
}
