using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of metrics and their trends.</summary>
internal static class MetricApi
{
    /// <summary>A year of hours is 8,784 points, which are analyzed in well under a second.</summary>
    private const int MaxDaysOfHours = 366;

    private static readonly MetricFigure[] _figures = [.. Enum.GetValues<MetricFigure>().Where(one => one != MetricFigure.Default)];

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods("/metrics", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                var objectives = caller.Budgets.Objectives.Select(slo => slo.Name).ToHashSet(StringComparer.Ordinal);
                ReliabilityRecorder recorder = caller.Get<ReliabilityRecorder>();
                IReadOnlyDictionary<string, IReadOnlyList<string>> values =
                    await caller.Get<ITrends>().GetAllValuesAsync(cancellationToken).ConfigureAwait(false);
                IReadOnlyList<MetricDefinition> metrics =
                    await caller.OnlyAsync(caller.Get<ITrends>().Metrics, metric => metric.Service).ConfigureAwait(false);
                return Api.Json(new MetricDefinitionList(
                [
                    .. metrics.Select(metric => MetricDefinitionResource.From(
                        metric,
                        values.GetValueOrDefault(metric.Name),
                        objectives.Contains(metric.Name),
                        recorder.GetFeeds(metric.Name))),
                ]));
            })
            .Describe<MetricDefinitionList>(
                "Metrics",
                "The definition of every metric, objectives included, the known values of those that are split, and whether anything feeds "
                + "it in this process.");
        group.MapMethods(
            "/metrics/shifts",
            Api.Read,
            async (HttpContext http, string? days, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                int count = Days(days, TrendRequest.MaxDays);
                IReadOnlyList<TrendReport> all =
                    await caller.Get<ITrends>().AnalyzeAllAsync(count, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<TrendReport> own =
                    await caller.OnlyAsync(all, report => report.Metric.Service).ConfigureAwait(false);
                return Api.Json(new ShiftGroupList([.. ShiftGroup.Find(own).Select(ShiftGroupResource.Of)]));
            })
            .Describe<ShiftGroupList>(
                "MetricShifts",
                "The shifts of several metrics of a service at about the same time, and which metric changed first. days is 1 to 1826, by "
                + "default 90.")
            .ProducesProblem(400);
        group.MapMethods(
            "/metrics/{name}/trend",
            Api.Read,
            async Task<IResult> (
                HttpContext http,
                [Microsoft.AspNetCore.Mvc.FromRoute(Name = "name")] string metric,
                string? days,
                string? resolution,
                string? figure,
                string? value,
                string? format,
                CancellationToken cancellationToken) =>
            {
                bool isMarkdown = ResponseFormat.IsMarkdown(http, format);
                var caller = new Caller(http, name);
                TrendRequest request = Request(
                    await caller.MetricAsync(metric).ConfigureAwait(false), days, resolution, figure, value);
                TrendReport report = await caller.Get<ITrends>().GetReportAsync(request, cancellationToken).ConfigureAwait(false);
                http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
                return isMarkdown
                    ? TypedResults.Text(TrendMarkdown.Write(report), ResponseFormat.Markdown, Encoding.UTF8)
                    : Api.Json(TrendResource.From(report, request.Days));
            })
            .Describe<TrendResource>(
                "MetricTrend",
                "What a metric did over the last days: the verdict with its reasons, the robust line, shifts, seasons, outliers, and the "
                + "values. days is 1 to 1826, by default 90; resolution is day (default) or hour, with at most 366 days; figure replaces "
                + "that of the metric; value is one of a split metric, instead of its total. format=markdown, or the header "
                + "Accept: text/markdown, returns Markdown.")
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    private static TrendRequest Request(MetricDefinition metric, string? days, string? resolution, string? figure, string? value)
    {
        SeriesResolution step = Word(resolution, nameof(resolution), SeriesResolution.Day, SeriesResolution.Day, SeriesResolution.Hour);
        MetricFigure analyzed = Word(figure, nameof(figure), MetricFigure.Default, _figures);
        if (analyzed != MetricFigure.Default && (metric with { Figure = analyzed }).Validate() is [{ } problem, ..])
        {
            throw new BadQueryException($"figure: {problem}");
        }

        return new TrendRequest
        {
            Metric = metric.Name,
            Days = Days(days, step == SeriesResolution.Hour ? MaxDaysOfHours : TrendRequest.MaxDays),
            Resolution = step,
            Figure = analyzed,
            Value = value,
        };
    }

    public static int Days(string? text, int max) => text switch
    {
        null => 90,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days >= 1 && days <= max => days,
        _ => throw new BadQueryException($"days: {Check.Rejection(text, $"from 1 to {max}")}"),
    };

    /// <summary>Reads one of several words, in any case.</summary>
    private static T Word<T>(string? text, string parameter, T byDefault, params ReadOnlySpan<T> valid)
        where T : struct, Enum
    {
        if (text is null)
        {
            return byDefault;
        }

        foreach (T one in valid)
        {
            if (one.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return one;
            }
        }

        string words = string.Join(", ", valid.ToArray().Select(one => JsonNameOf(one.ToString())));
        throw new BadQueryException($"{parameter}: {Check.Rejection(text, $"one of {words}")}");
    }

    private static string JsonNameOf(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
