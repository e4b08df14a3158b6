namespace Embedded.TensorFlowServing.Flags;

/// <summary>The command line of the server. Names and defaults are those of <c>tensorflow_model_server</c>.</summary>
internal sealed record ServerFlags
{
    public int Port { get; set; } = 8500;

    public string GrpcSocketPath { get; set; } = "";

    /// <value>0 means no REST API and no metrics.</value>
    public int RestApiPort { get; set; }

    public int RestApiTimeoutInMs { get; set; } = 30_000;

    public bool RestApiEnableCorsSupport { get; set; }

    public bool EnableBatching { get; set; }

    public string BatchingParametersFile { get; set; } = "";

    public string ModelName { get; set; } = "default";

    public string ModelBasePath { get; set; } = "";

    public string ModelConfigFile { get; set; } = "";

    /// <value>Seconds between re-readings of the model config file; 0 reads it once.</value>
    public int ModelConfigFilePollWaitSeconds { get; set; }

    public bool AllowVersionLabelsForUnavailableModels { get; set; }

    /// <value>0 means one load per processor at a time.</value>
    public int NumLoadThreads { get; set; }

    public int MaxNumLoadRetries { get; set; } = 5;

    public long LoadRetryIntervalMicros { get; set; } = 60_000_000;

    /// <value>Seconds between two looks at the base paths; 0 looks once.</value>
    public int FileSystemPollWaitSeconds { get; set; } = 1;

    public int TensorflowIntraOpParallelism { get; set; }

    public string SavedModelTags { get; set; } = "serve";

    public string MonitoringConfigFile { get; set; } = "";

    public bool EnableSignatureMethodNameCheck { get; set; }

    /// <value>Extension: share of one core that model execution may use; 0 means no limit.</value>
    public double CpuQuota { get; set; }

    /// <value>Extension: seconds to keep serving after SIGTERM before the ports close.</value>
    public double DrainSeconds { get; set; }

    public bool Version { get; set; }
}
