namespace Reliability;

/// <summary>The categories of the log messages of the library, for filters such as <c>Logging:LogLevel:Reliability.Recording</c>.</summary>
/// <remarks>All of them start with <c>Reliability</c>, so that one filter covers the library.</remarks>
public static class ReliabilityLogCategories
{
    /// <summary>Recording and flushing, and the Meters that feed objectives.</summary>
    public const string Recording = "Reliability.Recording";

    /// <summary>Alerts that fire and resolve, and policies that act.</summary>
    public const string Alerting = "Reliability.Alerting";

    /// <summary>Experiments: flushing, refreshing and rolling back.</summary>
    public const string Experiments = "Reliability.Experiments";

    /// <summary>Background jobs: leases, lateness, conflicting definitions, and the failures of a round.</summary>
    public const string Jobs = "Reliability.Jobs";

    /// <summary>The middleware, the endpoints and the health checks of ASP.NET Core.</summary>
    public const string AspNetCore = "Reliability.AspNetCore";
}
