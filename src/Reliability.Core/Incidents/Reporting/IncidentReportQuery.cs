using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Asks for the report of the incidents of a service.</summary>
public sealed record IncidentReportQuery
{
    /// <summary>The length of a period: 30 days.</summary>
    public static readonly TimeSpan PeriodLength = TimeSpan.FromDays(30);

    /// <summary>Gets the service.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public required string Service { get; init => field = Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the end. Default: now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets the number of periods of 30 days before the end, 1 to 36. Default: 12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Periods { get; init => field = Check.Between(value, 1, 36, nameof(Periods)); } = 12;

    /// <summary>Gets how long a rotation lasts, 1 to 28 whole days. Default: as set in <see cref="IncidentRegister.OnCall"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int? RotationDays
    {
        get;
        init => field = value is { } days ? Check.Between(days, 1, OnCallHours.MaxRotationDays, nameof(RotationDays)) : null;
    }

    /// <summary>
    /// Gets a day on which a rotation begins, at midnight of the service's time zone. Default: as set in
    /// <see cref="IncidentRegister.OnCall"/>.
    /// </summary>
    public DateOnly? RotationStart { get; init; }

    /// <summary>
    /// Gets when the working day begins, in the service's time zone. Default: as set in <see cref="IncidentRegister.OnCall"/>.
    /// </summary>
    public TimeOnly? WorkFrom { get; init; }

    /// <summary>
    /// Gets when the working day ends, in the service's time zone, after it begins; 0:00 is the end of the day. Default: as set in
    /// <see cref="IncidentRegister.OnCall"/>.
    /// </summary>
    public TimeOnly? WorkTo { get; init; }

    /// <summary>Returns what applies: what the query states, otherwise what is set.</summary>
    /// <exception cref="ArgumentException">The working day does not end after it begins.</exception>
    internal OnCallHours HoursOf(OnCallHours set)
    {
        var hours = new OnCallHours
        {
            RotationDays = RotationDays ?? set.RotationDays,
            RotationStart = RotationStart ?? set.RotationStart,
            WorkFrom = WorkFrom ?? set.WorkFrom,
            WorkTo = WorkTo ?? set.WorkTo,
        };
        hours.Validate();
        return hours;
    }
}
