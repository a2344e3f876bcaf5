namespace Reliability.Dashboard.Internal;

/// <summary>What every part of a page needs to be written.</summary>
internal sealed record PageContext
{
    /// <summary>Gets the number of segments of the page below the overview.</summary>
    public required int Depth { get; init; }

    /// <summary>Gets the zone in which times are shown.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Gets the time of the snapshot.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required Viewer Viewer { get; init; }

    public required OverviewQuery Query { get; init; }

    /// <summary>Gets the overview, seen from the page.</summary>
    public RelativeAddress Root => RelativeAddress.Root(Depth);

    /// <summary>Gets the page of an objective.</summary>
    public RelativeAddress Objective(string name) => Root.Folder("slo").File(name);

    /// <summary>Gets the page of an experiment.</summary>
    public RelativeAddress Experiment(string key) => Root.Folder("experiment").File(key);

    /// <summary>Returns a JSON pointer (RFC 6901) from names and indexes that need no escape.</summary>
    public static string Pointer(params ReadOnlySpan<string> path) => "/" + string.Join('/', path!);
}
