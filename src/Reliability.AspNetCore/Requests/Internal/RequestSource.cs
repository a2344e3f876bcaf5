namespace Reliability.AspNetCore.Internal;

/// <summary>A declaration of the requests that feed an objective.</summary>
internal sealed record RequestSource(string Slo, RequestFilter Filter)
{
    /// <summary>Returns the declarations of configuration.</summary>
    public static IEnumerable<RequestSource> Of(ReliabilityOptions options) =>
        options.Slos.Select(slo => (slo.Key, slo.Value.Requests))
            .Concat(options.Metrics.Select(metric => (metric.Key, metric.Value.Requests)))
            .SelectMany(fed => fed.Requests.Select(requests => new RequestSource(fed.Key, ToFilter(requests))));

    private static RequestFilter ToFilter(RequestFeedOptions options)
    {
        var filter = new RequestFilter();
        Each(options.Routes, filter.Route);
        Each(options.ExcludedRoutes, filter.ExcludeRoute);
        Each(options.Methods, filter.Method);
        Each(options.BadStatuses, filter.BadStatus);
        Each(options.IgnoredStatuses, filter.IgnoreStatus);
        return options.ToFirstByte ? filter.ToFirstByte() : filter;
    }

    private static void Each<T>(IList<T> values, Func<T, RequestFilter> apply)
    {
        foreach (T value in values)
        {
            apply(value);
        }
    }
}
