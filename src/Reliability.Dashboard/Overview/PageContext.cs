using System.Globalization;

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

    /// <summary>Gets the same page in the present.</summary>
    public PageContext Present => this with { Query = Query with { At = null } };

    /// <summary>Gets the overview at the time that the page shows.</summary>
    public RelativeAddress Overview => Then(Root);

    /// <summary>Gets the page of an objective, at the time that the page shows.</summary>
    public RelativeAddress Objective(string name) => Then(Root.Folder("slo").File(name));

    /// <summary>Gets the page of an experiment, at the time that the page shows.</summary>
    public RelativeAddress Experiment(string key) => Then(Root.Folder("experiment").File(key));

    /// <summary>Gets the page of the trend of a metric, at the time that the page shows.</summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="value">The value of a split metric; <see langword="null"/> for the total.</param>
    public RelativeAddress Trend(string metric, string? value = null) => Then(Value(Root.Folder("trend").File(metric), value));

    /// <summary>Gets the page of an incident, which knows only the present.</summary>
    public RelativeAddress Incident(string service, string id) => Root.Folder("incident").Segment(service).File(id);

    /// <summary>Gets the page of the incidents of a service, which knows only the present.</summary>
    public RelativeAddress Incidents(string service, string? after = null) => After(Root.Folder("incident").File(service), after);

    /// <summary>Gets the page of the deployments of a service, which knows only the present.</summary>
    public RelativeAddress Deployments(string service, string? after = null) => After(Root.Folder("deployment").File(service), after);

    /// <summary>Gets the page about the improvement of a service, which knows only the present.</summary>
    public RelativeAddress Improvement(string service) => Root.Folder("improvement").File(service);

    /// <summary>Gets the page of the postmortem of an incident, which knows only the present.</summary>
    public RelativeAddress Postmortem(string service, string incident) => Root.Folder("postmortem").Segment(service).File(incident);

    /// <summary>Gets the page of technical debt, which knows only the present.</summary>
    public RelativeAddress Debt => Root.Last("technical-debt");

    /// <summary>Adds the time that the page shows to an address.</summary>
    public RelativeAddress Then(RelativeAddress address) =>
        Query.At is { } at ? address.Query(PastTime.Name, PastTime.Text(at)) : address;

    /// <summary>Gets the overview with another query.</summary>
    public RelativeAddress With(OverviewQuery query)
    {
        RelativeAddress address = Root.Query("sort", query.Sort);
        address = query.Service is { } service ? address.Query("service", service) : address;
        address = query.State is { } state ? address.Query("state", state) : address;
        address = query.Name is { } name ? address.Query("name", name) : address;
        address = query.Page > 1 ? address.Query("page", Number(query.Page)) : address;
        address = query.Experiments > 1 ? address.Query("experiments", Number(query.Experiments)) : address;
        address = query.Trends > 1 ? address.Query("trends", Number(query.Trends)) : address;
        return query.At is { } at ? address.Query(PastTime.Name, PastTime.Text(at)) : address;

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Adds the value of a split metric to an address; <see langword="null"/> for the total.</summary>
    public static RelativeAddress Value(RelativeAddress address, string? value) =>
        value is null ? address : address.Query(OverviewQuery.ValueName, value);

    private static RelativeAddress After(RelativeAddress address, string? after) =>
        after is null ? address : address.Query("after", after);

    /// <summary>Returns a JSON pointer (RFC 6901) from names and indexes that need no escape.</summary>
    public static string Pointer(params ReadOnlySpan<string> path) => "/" + string.Join('/', path!);
}
