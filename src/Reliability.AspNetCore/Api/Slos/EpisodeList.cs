using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record EpisodeList(
    string Slo,
    DateTimeOffset Start,
    DateTimeOffset End,
    IReadOnlyList<EpisodeResource> Episodes,
    IReadOnlyList<ReplayedRule> Rules)
{
    public static EpisodeList From(string slo, DateTimeOffset start, DateTimeOffset end, AlertReplay replay) => new(
        slo, start, end,
        [.. replay.Episodes.Select(one =>
            new EpisodeResource(one.Rule, one.Severity.ToString(), one.FiredAt, one.ClearedAt, one.Explanation))],
        replay.Rules);
}
