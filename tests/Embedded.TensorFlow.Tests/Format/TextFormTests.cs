using System.Text;
using Embedded.TensorFlow.Format.Proto;
using Embedded.TensorFlow.Format.TextForm;

namespace Embedded.TensorFlow.Tests.Format;

public sealed class TextFormTests
{
    private const string Model = """
        # y = x / 2
        saved_model_schema_version: 1
        meta_graphs {
          meta_info_def { stripped_op_list { op { name: "Add" } } tags: "ser" "ve" }
          graph_def {
            node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }
            node < name: "half" op: 'Const' attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape { } float_val: [0.5f] } } } >
            node { name: "y" op: "Mul" input: ["x", "half"]; attr { key: "T" value { type: DT_FLOAT } } }
            versions { producer: 987 }
          }
          signature_def {
            key: "serving_default"
            value {
              inputs { key: "x" value { name: "x:0" dtype: DT_FLOAT tensor_shape { dim { size: -1 } } } }
              outputs { key: "y" value { name: "y:0" dtype: DT_FLOAT } }
              method_name: "tensorflow/serving/predict"
            }
          }
        }
        """;

    [Fact]
    public void Model_in_text_form_runs()
    {
        var folder = Directory.CreateTempSubdirectory("model-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "saved_model.pbtxt"), Model);
            using var model = SavedModel.Load(folder.FullName);

            model.Run("serving_default", new Dictionary<string, Tensor> { ["x"] = Tensor.From([2], 3f, 4f) })["y"].Data<float>().ToArray().ShouldBe([1.5f, 2f]);
            model.Signatures["serving_default"].Inputs["x"].Shape.ShouldBe([-1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("meta_graphs {")]
    [InlineData("meta_graphs }")]
    [InlineData("saved_model_schema_version: x")]
    [InlineData("meta_graphs { graph_def { node { name: \"x } } }")]
    [InlineData("meta_graphs { graph_def { node { attr { value { type: DT_NONE } } } } }")]
    public void Text_that_is_no_model_is_malformed(string text) =>
        Should.Throw<MalformedMessageException>(() => TextFormConverter.Convert(text)).Message.ShouldContain("line 1");

    [Fact]
    public void Messages_nested_without_end_are_refused() =>
        Should.Throw<MalformedMessageException>(() => TextFormConverter.Convert(string.Concat(Enumerable.Repeat("meta_graphs { ", 100_000))));

    [Fact]
    public void Escapes_stand_for_bytes()
    {
        var bytes = new TextTokens("\"\\n\\377\\x41\\\\\" 'ü'").Quoted();

        bytes.ShouldBe([10, 255, 0x41, (byte)'\\', .. Encoding.UTF8.GetBytes("ü")]);
    }
}
