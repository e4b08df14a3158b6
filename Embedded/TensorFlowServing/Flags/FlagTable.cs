using System.Globalization;

namespace Embedded.TensorFlowServing.Flags;

/// <summary>Every flag that the server honours, and those of the original that it accepts without effect.</summary>
internal static class FlagTable
{
    /// <summary>Flags that change what this server does.</summary>
    public static IReadOnlyList<Flag> Known { get; } =
    [
        Integer("port", "TCP port of the gRPC API; 0 disables it", (f, v) => f.Port = v),
        Text("grpc_socket_path", "unix socket of the gRPC API", (f, v) => f.GrpcSocketPath = v),
        Integer("rest_api_port", "TCP port of the HTTP/REST API; 0 disables it", (f, v) => f.RestApiPort = v),
        Integer("rest_api_timeout_in_ms", "time limit of a REST call", (f, v) => f.RestApiTimeoutInMs = v),
        Boolean("rest_api_enable_cors_support", "answer cross-origin requests", (f, v) => f.RestApiEnableCorsSupport = v),
        Boolean("enable_batching", "join requests into batches", (f, v) => f.EnableBatching = v),
        Text("batching_parameters_file", "text proto BatchingParameters", (f, v) => f.BatchingParametersFile = v),
        Text("model_name", "name of the model (without model_config_file)", (f, v) => f.ModelName = v),
        Text("model_base_path", "folder of the model's versions (without model_config_file)", (f, v) => f.ModelBasePath = v),
        Text("model_config_file", "text proto ModelServerConfig", (f, v) => f.ModelConfigFile = v),
        Integer("model_config_file_poll_wait_seconds", "seconds between re-readings of the model config file", (f, v) => f.ModelConfigFilePollWaitSeconds = v),
        Boolean("allow_version_labels_for_unavailable_models", "allow new labels for versions that are not loaded", (f, v) => f.AllowVersionLabelsForUnavailableModels = v),
        Integer("num_load_threads", "loads at a time", (f, v) => f.NumLoadThreads = v),
        Integer("max_num_load_retries", "retries after a failed load", (f, v) => f.MaxNumLoadRetries = v),
        Long("load_retry_interval_micros", "microseconds between two load attempts", (f, v) => f.LoadRetryIntervalMicros = v),
        Integer("file_system_poll_wait_seconds", "seconds between two looks at the base paths", (f, v) => f.FileSystemPollWaitSeconds = v),
        Integer("tensorflow_intra_op_parallelism", "threads of one execution; 0 is automatic", (f, v) => f.TensorflowIntraOpParallelism = v),
        Text("saved_model_tags", "comma separated tags of the meta graph", (f, v) => f.SavedModelTags = v),
        Text("monitoring_config_file", "text proto MonitoringConfig", (f, v) => f.MonitoringConfigFile = v),
        Boolean("enable_signature_method_name_check", "require method names of signatures", (f, v) => f.EnableSignatureMethodNameCheck = v),
        Real("cpu_quota", "extension: share of one core for model execution, e.g. 0.5", (f, v) => f.CpuQuota = v),
        Real("drain_seconds", "extension: seconds to serve on after SIGTERM", (f, v) => f.DrainSeconds = v),
        Boolean("version", "print the version and exit", (f, v) => f.Version = v),
    ];

    /// <summary>Flags of the original whose subject does not exist here; accepted in silence so that command lines carry over.</summary>
    public static IReadOnlySet<string> WithoutEffect { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "rest_api_num_threads", "enable_per_model_batching_parameters", "num_unload_threads", "flush_filesystem_caches",
        "tensorflow_session_parallelism", "tensorflow_inter_op_parallelism", "tensorflow_session_config_file",
        "platform_config_file", "per_process_gpu_memory_fraction", "grpc_channel_arguments", "grpc_max_threads", "ssl_config_file",
        "use_alts_credentials", "enable_model_warmup", "num_request_iterations_for_warmup",
        "remove_unused_fields_from_bundle_metagraph", "prefer_tflite_model", "num_tflite_pools", "num_tflite_interpreters_per_pool",
        "enable_profiler", "enable_grpc_healthcheck_service", "enable_serialization_as_tensor_content",
        "thread_pool_factory_config_file", "mixed_precision", "skip_initialize_tpu", "xla_cpu_compilation_enabled",
        "xla_gpu_compilation_enabled",
    };

    private static Flag Text(string name, string usage, Action<ServerFlags, string> set) =>
        new(name, usage, false, (flags, text) =>
        {
            set(flags, text);
            return true;
        });

    private static Flag Integer(string name, string usage, Action<ServerFlags, int> set) =>
        Number<int>(name, usage, NumberStyles.AllowLeadingSign, set);

    private static Flag Long(string name, string usage, Action<ServerFlags, long> set) =>
        Number<long>(name, usage, NumberStyles.AllowLeadingSign, set);

    private static Flag Real(string name, string usage, Action<ServerFlags, double> set) =>
        Number<double>(name, usage, NumberStyles.Float, set);

    private static Flag Number<T>(string name, string usage, NumberStyles style, Action<ServerFlags, T> set)
        where T : System.Numerics.INumberBase<T> =>
        new(name, usage, false, (flags, text) =>
        {
            if (!T.TryParse(text, style, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            set(flags, value);
            return true;
        });

    private static Flag Boolean(string name, string usage, Action<ServerFlags, bool> set) =>
        new(name, usage, true, (flags, text) =>
        {
            bool? value = text.ToUpperInvariant() switch { "" or "TRUE" or "1" => true, "FALSE" or "0" => false, _ => null };
            if (value is { } known)
            {
                set(flags, known);
            }

            return value.HasValue;
        });
}
