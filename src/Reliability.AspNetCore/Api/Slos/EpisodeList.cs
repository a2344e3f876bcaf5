using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record EpisodeList(string Slo, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<EpisodeResource> Episodes)
{
    public static EpisodeList From(string slo, DateTimeOffset start, DateTimeOffset end, IEnumerable<AlertEpisode> episodes) => new(
        slo, start, end,
        [.. episodes.Select(one => new EpisodeResource(one.Rule, one.Severity.ToString(), one.FiredAt, one.ClearedAt, one.Explanation))]);
}
