using System.Buffers;
using System.Diagnostics;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Inference;
using Embedded.TensorFlowServing.Lifecycle;
using Embedded.TensorFlowServing.Monitoring;
using Embedded.TensorFlowServing.Predict;
using Embedded.TensorFlowServing.Throttling;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>Predict, classify and regress: body to tensors, execution, tensors to body.</summary>
internal sealed class InferenceHandler(ModelManager manager, ExecutionGate gate, ServerFlags flags, ServerMetrics metrics, TimeProvider time)
{
    private const string DefaultSignature = "serving_default";

    /// <summary>Answers one call.</summary>
    /// <exception cref="TensorFlowException">With the original's code and text.</exception>
    public async Task<RestAnswer> HandleAsync(RestRoute route, RequestBody body, CancellationToken cancellationToken)
    {
        var choice = route.Choice();
        using var activity = ServerTelemetry.Source.StartActivity(SpanName(route.Api));
        activity?.SetTag("model.name", route.Model);
        var answer = new ArrayBufferWriter<byte>(1024);
        try
        {
            if (route.Api == RestApi.Predict)
            {
                await PredictAsync(route.Model, choice, body, answer, cancellationToken);
            }
            else
            {
                await RunExamplesAsync(route, choice, body, answer, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }

        return RestAnswer.Ok(answer.WrittenMemory);
    }

    private async Task PredictAsync(string model, VersionChoice choice, RequestBody body, ArrayBufferWriter<byte> answer, CancellationToken cancellationToken)
    {
        // Pinned by the first question for a signature and kept, so that parsing and execution see one version.
        ServableHandle? pinned = null;
        try
        {
            var request = PredictRequestReader.Read(body.Buffer, body.Length, name =>
            {
                pinned ??= manager.Acquire(model, choice);
                var signatureName = name.Length == 0 ? DefaultSignature : name;
                return pinned.Value.Servable.Signatures.TryGetValue(signatureName, out var signature)
                    ? signature.Inputs
                    : throw new TensorFlowException(StatusCode.InvalidArgument, $"Serving signature name: \"{signatureName}\" not found in signature def");
            });
            var handle = pinned!.Value;
            var outputs = await RunAsync(model, "Predict", handle, NameOrDefault(request.SignatureName), request.Inputs, cancellationToken);
            PredictResponseWriter.Write(outputs, request.RowFormat, answer);
        }
        finally
        {
            pinned?.Dispose();
        }
    }

    private async Task RunExamplesAsync(RestRoute route, VersionChoice choice, RequestBody body, ArrayBufferWriter<byte> answer, CancellationToken cancellationToken)
    {
        var request = ExampleRequestReader.Read(body.Buffer.AsMemory(0, body.Length));
        using var handle = manager.Acquire(route.Model, choice);
        var name = NameOrDefault(request.SignatureName);
        if (!handle.Servable.Signatures.TryGetValue(name, out var signature))
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"No signature was found with the name: {name}");
        }

        var classify = route.Api == RestApi.Classify;
        (classify ? (Action<Signature, bool>)Classifier.Check : Regressor.Check)(signature, flags.EnableSignatureMethodNameCheck);
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [ExampleSignature.InputName] = request.Examples };
        var outputs = await RunAsync(route.Model, classify ? "Classify" : "Regress", handle, name, inputs, cancellationToken);
        var examples = request.Examples.ElementCount;
        if (classify)
        {
            Classifier.Write(outputs, examples, answer);
        }
        else
        {
            Regressor.Write(outputs, examples, answer);
        }
    }

    private async Task<IReadOnlyDictionary<string, Tensor>> RunAsync(
        string model, string api, ServableHandle handle, string signature, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag("model.version", handle.Version);
        return await gate.RunAsync(
            () =>
            {
                using var activity = ServerTelemetry.Source.StartActivity("execute");
                activity?.SetTag("model.name", model).SetTag("model.version", handle.Version);
                try
                {
                    var started = time.GetTimestamp();
                    var outputs = handle.Servable.Run(signature, inputs, cancellationToken);
                    var took = time.GetElapsedTime(started);
                    metrics.Run(model, api, took);
                    ServerTelemetry.ExecutionDuration.Record(took.TotalSeconds, new("model.name", model), new("model.version", handle.Version));
                    return outputs;
                }
                catch (Exception exception)
                {
                    activity.Fail(exception);
                    throw;
                }
            },
            cancellationToken);
    }

    /// <summary>As the consumer calls it.</summary>
    private static string SpanName(RestApi api) => api switch
    {
        RestApi.Classify => "classify",
        RestApi.Regress => "regress",
        _ => "predict",
    };

    private static string NameOrDefault(string name) => name.Length == 0 ? DefaultSignature : name;
}
