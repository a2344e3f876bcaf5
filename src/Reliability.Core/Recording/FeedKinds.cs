namespace Reliability.Recording;

/// <summary>
/// The kinds of feeds of this family of packages. <see cref="FeedStatus.Kind"/> is an open string: packages add their own.
/// </summary>
public static class FeedKinds
{
    /// <summary>A recorder that code takes, for example with <see cref="ReliabilityRecorder.Outcomes"/>.</summary>
    public const string Code = "code";

    /// <summary>An instrument of <c>System.Diagnostics.Metrics</c>.</summary>
    public const string Meter = "meter";

    /// <summary>The requests of an ASP.NET Core application.</summary>
    public const string Requests = "requests";

    /// <summary>A health check.</summary>
    public const string HealthCheck = "health check";

    /// <summary>The activities of an <c>ActivitySource</c>.</summary>
    public const string Activities = "activities";

    /// <summary>The log entries of a category.</summary>
    public const string Logs = "logs";

    /// <summary>Returns whether events of a kind of feed are counted apart, because a library reports them.</summary>
    internal static bool IsInstrument(string kind) => kind is Meter or Activities or Logs;
}
