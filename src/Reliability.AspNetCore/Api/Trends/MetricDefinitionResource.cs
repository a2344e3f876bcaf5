using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// A metric as the API shows it. <c>Values</c> are the known ones of the dimension <c>SplitBy</c>; both are null if it is not split.
/// <c>FeedProblem</c> says why it gets no values in this process; it is null if a feed is connected.
/// </summary>
internal sealed record MetricDefinitionResource(
    string Name,
    string Service,
    string? Description,
    string Unit,
    string Kind,
    string Direction,
    string Figure,
    double MinimumEffect,
    double? Threshold,
    string? SplitBy,
    IReadOnlyList<string>? Values,
    bool IsObjective,
    string? FeedProblem,
    IReadOnlyList<MetricFeedResource> Feeds)
{
    public static MetricDefinitionResource From(
        MetricDefinition metric, IReadOnlyList<string>? values, bool isObjective, IReadOnlyList<FeedStatus> feeds) => new(
        metric.Name,
        metric.Service,
        metric.Description,
        metric.Unit,
        metric.Kind.ToString(),
        metric.Direction.ToString(),
        metric.AnalyzedFigure.ToString(),
        metric.MinimumEffect,
        JsonNumber.Of(metric.Threshold),
        metric.SplitBy,
        values,
        isObjective,
        MetricFeeds.Problem(feeds),
        [.. feeds.Select(MetricFeedResource.From)]);
}
