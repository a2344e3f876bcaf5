using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>What an incident did to users and to the business, in requests and in responses.</summary>
internal sealed record PostmortemImpactBody
{
    private const double MaxSeconds = 9e11;

    public double? DurationSeconds { get; init; }

    public string? Users { get; init; }

    public string? Business { get; init; }

    public IReadOnlyList<PostmortemObjectiveBody>? Objectives { get; init; }

    public static PostmortemImpactBody From(PostmortemImpact one) => new()
    {
        DurationSeconds = JsonNumber.Of(one.Duration?.TotalSeconds),
        Users = one.Users,
        Business = one.Business,
        Objectives = [.. one.Objectives.Select(PostmortemObjectiveBody.From)],
    };

    public PostmortemImpact ToImpact() => new()
    {
        Duration = DurationSeconds switch
        {
            null => null,
            >= 0 and <= MaxSeconds and { } seconds => TimeSpan.FromSeconds(seconds),
            { } other => throw new BadQueryException($"durationSeconds: {Check.Rejection(other, 0, MaxSeconds)}"),
        },
        Users = Users,
        Business = Business,
        Objectives = BodyPath.Each("objectives", Objectives, one => one.ToObjective()),
    };
}
