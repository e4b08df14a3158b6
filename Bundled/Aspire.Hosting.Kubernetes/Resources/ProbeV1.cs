using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A question that is asked of a container again and again.</summary>
public sealed class ProbeV1
{
    /// <summary>By a command in the container.</summary>
    public ExecActionV1? Exec { get; set; }

    /// <summary>By a request.</summary>
    public HttpGetActionV1? HttpGet { get; set; }

    /// <summary>By a connection.</summary>
    public TcpSocketActionV1? TcpSocket { get; set; }

    /// <summary>Seconds until the first.</summary>
    public int? InitialDelaySeconds { get; set; }

    /// <summary>Seconds from one to the next.</summary>
    public int? PeriodSeconds { get; set; }

    /// <summary>Seconds that an answer may take.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>How many have to fail in a row.</summary>
    public int? FailureThreshold { get; set; }

    internal void Write(YamlWriter yaml) => yaml
        .Map("exec", Exec is null ? null : Exec.Write)
        .Map("httpGet", HttpGet is null ? null : HttpGet.Write)
        .Map("tcpSocket", TcpSocket is null ? null : TcpSocket.Write)
        .Scalar("initialDelaySeconds", InitialDelaySeconds)
        .Scalar("periodSeconds", PeriodSeconds)
        .Scalar("timeoutSeconds", TimeoutSeconds)
        .Scalar("failureThreshold", FailureThreshold);
}
