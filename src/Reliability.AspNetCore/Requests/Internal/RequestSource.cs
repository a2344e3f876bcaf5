using System.Globalization;

namespace Reliability.AspNetCore.Internal;

/// <summary>A declaration of the requests that feed an objective.</summary>
internal sealed record RequestSource(string Slo, RequestFilter Filter)
{
    /// <summary>
    /// Gets the path of the methods in the configuration, such as <c>Reliability:Slos:web:Requests:0:Methods</c>;
    /// <see langword="null"/> if code declares them.
    /// </summary>
    public string? PathOfMethods { get; init; }

    /// <summary>Returns the declarations of configuration.</summary>
    public static IEnumerable<RequestSource> Of(ReliabilityOptions options) =>
        options.Slos.Select(slo => (Group: nameof(options.Slos), slo.Key, slo.Value.Requests))
            .Concat(options.Metrics.Select(metric => (Group: nameof(options.Metrics), metric.Key, metric.Value.Requests)))
            .SelectMany(fed => fed.Requests.Select((requests, i) => new RequestSource(fed.Key, ToFilter(requests))
            {
                PathOfMethods = options.PathOf(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{fed.Group}:{fed.Key}:{nameof(FedOptions.Requests)}:{i}:{nameof(requests.Methods)}")),
            }));

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
