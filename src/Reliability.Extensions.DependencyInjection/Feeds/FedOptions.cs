namespace Reliability;

/// <summary>What feeds an objective or a metric, as written in configuration.</summary>
public abstract class FedOptions
{
    private protected FedOptions()
    {
    }

    /// <summary>Gets the requests that feed the objective or metric. The setup must call <c>FromRequests()</c> of Reliability.AspNetCore.
    /// </summary>
    /// <value>Default: empty. Configuration alone sets it; in code, call <c>FromRequests(name, ...)</c>.</value>
    public IList<RequestFeedOptions> Requests { get; } = [];

    /// <summary>Gets the instruments that feed the objective or metric.</summary>
    /// <value>Default: empty. Configuration alone sets it; in code, call <c>FromMeter(name, ...)</c>.</value>
    public IList<MeterFeedOptions> Meters { get; } = [];

    /// <summary>Gets the activities that feed the objective or metric.</summary>
    /// <value>Default: empty. Configuration alone sets it; in code, call <c>FromActivities(name, ...)</c>.</value>
    public IList<ActivityFeedOptions> Activities { get; } = [];

    /// <summary>Gets the log entries that feed the objective or metric.</summary>
    /// <value>Default: empty. Configuration alone sets it; in code, call <c>FromLogs(name, ...)</c>.</value>
    public IList<LogFeedOptions> Logs { get; } = [];

    /// <summary>Gets the libraries whose calls feed the objective or metric.</summary>
    /// <value>Default: empty. Configuration alone sets it; in code, call <c>FromNpgsql(name)</c>, <c>FromHttpClient(name)</c>,
    /// <c>FromPolly(name)</c> or <c>FromGrpcClient(name)</c>.</value>
    public IList<LibraryFeedOptions> Libraries { get; } = [];

    /// <summary>Gets the names of the health checks that feed the objective or metric.</summary>
    /// <value>Default: empty. Configuration alone sets it; in code, call <c>FromHealthCheck(name, check)</c>.</value>
    public IList<string> HealthChecks { get; } = [];
}
