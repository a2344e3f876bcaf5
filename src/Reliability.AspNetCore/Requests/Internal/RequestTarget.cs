using Microsoft.AspNetCore.Http.Features;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>An objective that the requests of a route feed. One request counts once, however many declarations select it.</summary>
internal sealed class RequestTarget
{
    /// <summary>Stands for the requests that no route took.</summary>
    private const string NoRoute = "(no route)";

    private readonly RequestFilter[] _filters;
    private readonly OutcomeRecorder _abandoned;
    private readonly OutcomeRecorder? _outcomes;
    private readonly LatencyRecorder? _latencies;
    private readonly OutcomeRecorder? _failed;
    private readonly BadEventRecorder _sources;
    private readonly SplitTag _split;
    private readonly string _route = NoRoute;

    /// <param name="filters">The declarations of the objective.</param>
    /// <param name="outcomes">Records the requests.</param>
    /// <param name="abandoned">Counts the requests whose clients left.</param>
    /// <param name="sources">Records where the bad requests come from.</param>
    public RequestTarget(RequestFilter[] filters, OutcomeRecorder outcomes, OutcomeRecorder abandoned, BadEventRecorder sources)
    {
        _sources = sources;
        _filters = filters;
        _abandoned = abandoned;
        _outcomes = outcomes;
        Slo = outcomes.Name;
        _split = new SplitTag(outcomes.SplitBy);
    }

    /// <param name="filters">The declarations of the objective.</param>
    /// <param name="latencies">Records what is not bad.</param>
    /// <param name="abandoned">Counts the requests whose clients left.</param>
    /// <param name="failed">Counts the bad requests, which are left out.</param>
    /// <param name="sources">Records where the slow requests come from.</param>
    public RequestTarget(
        RequestFilter[] filters, LatencyRecorder latencies, OutcomeRecorder abandoned, OutcomeRecorder failed, BadEventRecorder sources)
    {
        _sources = sources;
        _failed = failed;
        _filters = filters;
        _abandoned = abandoned;
        _latencies = latencies;
        Slo = latencies.Name;
        _split = new SplitTag(latencies.SplitBy);
    }

    private RequestTarget(RequestFilter[] filters, RequestTarget target, string route)
    {
        _route = route;
        _sources = target._sources;
        _filters = filters;
        IsToFirstByte = Array.Exists(filters, filter => filter.IsToFirstByte);
        _abandoned = target._abandoned;
        _outcomes = target._outcomes;
        _latencies = target._latencies;
        _failed = target._failed;
        Slo = target.Slo;
        _split = target._split;
    }

    /// <summary>Gets the name of the objective.</summary>
    public string Slo { get; }

    /// <summary>Gets a value indicating whether a declaration measures latency to the first byte of the response.</summary>
    public bool IsToFirstByte { get; }

    /// <summary>Returns why no value of a split metric is counted separately.</summary>
    public string? Doubt() => _split.Doubt();

    public bool MeasuresLatency => _latencies is not null;

    /// <summary>Returns the part of this target that a route feeds; <see langword="null"/> if no declaration selects the route.</summary>
    /// <param name="names">The names of the route; <see langword="null"/> for requests that no route took.</param>
    /// <param name="isNamed">Whether a declaration selects the route only if it names it.</param>
    public RequestTarget? Of(IReadOnlyList<string>? names, bool isNamed = false)
    {
        RequestFilter[] filters = [.. _filters.Where(filter => filter.TakesRoute(names) && (!isNamed || filter.Routes.Count > 0))];
        return filters.Length == 0 ? null : new RequestTarget(filters, this, names is null ? NoRoute : $"/{names[0]}");
    }

    /// <summary>Records a request.</summary>
    /// <returns>Whether the request was good; <see langword="null"/> if the objective does not count it.</returns>
    public bool? Record(in RequestResult result) => result.IsAbandoned ? RecordAbandoned(in result) : RecordAnswered(in result);

    private bool? RecordAnswered(in RequestResult result)
    {
        bool? isGood = Judge(in result, out bool isToFirstByte);
        if (_outcomes is null)
        {
            if (isGood == false)
            {
                _failed!.Record(good: false);
            }

            return isGood == true
                ? RecordLatency(in result, isToFirstByte ? result.ToFirstByte : result.ToLastByte, BadStatus.Slow)
                : null;
        }

        if (isGood is { } good)
        {
            _outcomes.Record(good, Split(in result));
            if (!good)
            {
                RecordSource(BadStatus.Of(in result));
            }
        }

        return isGood;
    }

    /// <summary>
    /// Judges a request by all declarations that select it: it is bad if one of them calls it bad, and not counted if none of them counts
    /// it. The strictest one also decides where latency ends.
    /// </summary>
    private bool? Judge(in RequestResult result, out bool isToFirstByte)
    {
        bool? isGood = null;
        isToFirstByte = true;
        foreach (RequestFilter filter in _filters)
        {
            if (filter.Takes(in result) && filter.Judge(in result) is { } good)
            {
                isGood = good && isGood != false;
                isToFirstByte &= filter.IsToFirstByte;
            }
        }

        return isGood;
    }

    /// <summary>
    /// Records a request whose connection ended before its client had an answer. If the host cut it, it failed. Otherwise it shows nothing
    /// about the service, except that it was slow if the client waited longer than the threshold; what shows nothing is counted apart.
    /// </summary>
    /// <returns><see langword="false"/> if the request was bad; <see langword="null"/> if the objective does not count it.</returns>
    private bool? RecordAbandoned(in RequestResult result)
    {
        if (!IsSelected(in result))
        {
            return null;
        }

        if (_outcomes is not null && result.IsCut)
        {
            _outcomes.Record(good: false, Split(in result));
            RecordSource(BadStatus.Cut);
            return false;
        }

        if (result.IsTaken && result.ToLastByte > _latencies?.Threshold)
        {
            return RecordLatency(in result, result.ToLastByte, BadStatus.Timeout);
        }

        if (result.IsTaken)
        {
            (result.IsCut ? _failed! : _abandoned).Record(good: false);
        }

        return null;
    }

    private bool RecordLatency(in RequestResult result, TimeSpan duration, string status)
    {
        _latencies!.Record(duration, Split(in result));
        bool isGood = duration <= _latencies.Threshold;
        if (!isGood)
        {
            RecordSource(status);
        }

        return isGood;
    }

    /// <summary>
    /// Returns the value by which the metric is split: of the route, or of the items of the request. The items of a request that was
    /// abandoned are not read, because the application may still write them.
    /// </summary>
    private string? Split(in RequestResult result)
    {
        if (_split.Dimension is not { } dimension || result.Features is not { } features)
        {
            return null;
        }

        object? value = features.Find<IRouteValuesFeature>()?.RouteValues[dimension];
        if (value is null && !result.IsAbandoned && features.Find<IItemsFeature>() is { } items)
        {
            items.Items.TryGetValue(dimension, out value);
        }

        return _split.Note(value);
    }

    private void RecordSource(string status) => _sources.Record(new BadEventSource { Route = _route, Status = status });

    private bool IsSelected(in RequestResult result)
    {
        foreach (RequestFilter filter in _filters)
        {
            if (filter.Takes(in result))
            {
                return true;
            }
        }

        return false;
    }
}
