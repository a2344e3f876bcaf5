using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Specifies which incidents require a postmortem, and when it has to be final.</summary>
public sealed record PostmortemPolicy
{
    /// <summary>
    /// Gets the share of one error budget above which an incident that burnt it requires a postmortem, 0 to 1000. Default: 0.2, which is
    /// 20 %.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public decimal RequiredAboveBudgetShare
    {
        get;
        init => field = Check.Between(value, 0m, 1000m, nameof(RequiredAboveBudgetShare));
    } = 0.2m;

    /// <summary>
    /// Gets how long after the end of the incident the postmortem has to be final, 1 hour to 365 days. Default: 14 days.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan DueWithin
    {
        get;
        init => field = Check.Between(value, TimeSpan.FromHours(1), TimeSpan.FromDays(365), nameof(DueWithin));
    } = TimeSpan.FromDays(14);

    /// <summary>
    /// Gets how far back incidents are looked at, by their start, 1 to 3650 days. Default: 365 days.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan Lookback
    {
        get;
        init => field = Check.Between(value, TimeSpan.FromDays(1), TimeSpan.FromDays(3650), nameof(Lookback));
    } = TimeSpan.FromDays(365);
}
