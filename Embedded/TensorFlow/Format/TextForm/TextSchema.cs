namespace Embedded.TensorFlow.Format.TextForm;

/// <summary>How a field of a message is written in binary.</summary>
/// <param name="Number">Field number.</param>
/// <param name="Kind"><c>v</c> varint, <c>f</c> float, <c>d</c> double, <c>s</c> bytes, <c>m</c> message.</param>
/// <param name="Message">Name of the message of kind <c>m</c>.</param>
internal readonly record struct TextField(int Number, char Kind, string Message);

/// <summary>The fields of <c>saved_model.pbtxt</c> that serving needs; the others are read over. Maps are lists of entries.</summary>
internal static class TextSchema
{
    private static readonly string[] s_lines =
    [
        "SavedModel saved_model_schema_version=1v meta_graphs=2:MetaGraphDef",
        "MetaGraphDef meta_info_def=1:MetaInfoDef graph_def=2:GraphDef saver_def=3:SaverDef collection_def=4:CollectionEntry signature_def=5:SignatureEntry asset_file_def=6:AssetFileDef",
        "MetaInfoDef meta_graph_version=1s tags=4s tensorflow_version=5s",
        "SaverDef filename_tensor_name=1s save_tensor_name=2s restore_op_name=3s",
        "CollectionEntry key=1s value=2:CollectionDef",
        "CollectionDef node_list=1:NodeList bytes_list=2:BytesList any_list=5:AnyList",
        "NodeList value=1s",
        "BytesList value=1s",
        "AnyList value=1:Any",
        "AssetFileDef tensor_info=1:TensorInfo filename=2s",
        "SignatureEntry key=1s value=2:SignatureDef",
        "SignatureDef inputs=1:InfoEntry outputs=2:InfoEntry method_name=3s defaults=4:TensorEntry",
        "InfoEntry key=1s value=2:TensorInfo",
        "TensorEntry key=1s value=2:TensorProto",
        "TensorInfo name=1s dtype=2v tensor_shape=3:TensorShapeProto",
        "GraphDef node=1:NodeDef library=2:FunctionDefLibrary",
        "FunctionDefLibrary function=1:FunctionDef",
        "FunctionDef signature=1:OpDef node_def=3:NodeDef ret=4:TextEntry control_ret=6:TextEntry",
        "OpDef name=1s input_arg=2:ArgDef output_arg=3:ArgDef control_output=20s",
        "ArgDef name=1s type=3v",
        "TextEntry key=1s value=2s",
        "NodeDef name=1s op=2s input=3s device=4s attr=5:AttrEntry",
        "AttrEntry key=1s value=2:AttrValue",
        "AttrValue list=1:ListValue s=2s i=3v f=4f b=5v type=6v shape=7:TensorShapeProto tensor=8:TensorProto placeholder=9s func=10:NameAttrList",
        "ListValue s=2s i=3v f=4f b=5v type=6v shape=7:TensorShapeProto tensor=8:TensorProto func=9:NameAttrList",
        "NameAttrList name=1s attr=2:AttrEntry",
        "TensorShapeProto dim=2:Dim unknown_rank=3v",
        "Dim size=1v name=2s",
        "TensorProto dtype=1v tensor_shape=2:TensorShapeProto tensor_content=4s float_val=5f double_val=6d int_val=7v string_val=8s scomplex_val=9f int64_val=10v bool_val=11v"
            + " dcomplex_val=12d half_val=13v uint32_val=16v uint64_val=17v",
    ];

    private static readonly Dictionary<string, Dictionary<string, TextField>> s_messages = s_lines
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words.Skip(1).Select(Field).ToDictionary(f => f.Name, f => f.Field, StringComparer.Ordinal), StringComparer.Ordinal);

    public static bool HasMessage(string message) => s_messages.ContainsKey(message);

    /// <returns>Null for a field that is read over.</returns>
    public static TextField? Find(string message, string field) =>
        s_messages.TryGetValue(message, out var fields) && fields.TryGetValue(field, out var found) ? found : null;

    private static (string Name, TextField Field) Field(string definition)
    {
        var (name, rest) = (definition[..definition.IndexOf('=', StringComparison.Ordinal)], definition[(definition.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var digits = rest.TakeWhile(char.IsAsciiDigit).Count();
        var number = int.Parse(rest[..digits], System.Globalization.CultureInfo.InvariantCulture);
        return (name, rest[digits] == ':' ? new TextField(number, 'm', rest[(digits + 1)..]) : new TextField(number, rest[digits], ""));
    }
}
