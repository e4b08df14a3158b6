using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Inference;

/// <summary>Checks that classify and regress share.</summary>
internal static class ExampleSignature
{
    /// <summary>The one input of these signatures: serialized examples.</summary>
    public const string InputName = "inputs";

    public static void CheckMethod(Signature signature, string method, string kind, bool checkMethodName)
    {
        if (checkMethodName && signature.MethodName != method)
        {
            throw Failed($"Expected {kind} signature method_name to be {method}. Was: {signature.MethodName}");
        }
    }

    public static void CheckInput(Signature signature, string kind)
    {
        if (signature.Inputs.Count != 1)
        {
            throw Failed("Expected one input Tensor.");
        }

        if (!signature.Inputs.ContainsKey(InputName))
        {
            throw Failed($"No {kind} inputs found in SignatureDef: {signature.Name}");
        }
    }

    public static TensorFlowException Failed(string text) => new(StatusCode.InvalidArgument, text);
}
