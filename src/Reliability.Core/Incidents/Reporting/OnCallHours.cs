using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>
/// How reports count pages: how long a rotation of who is on call lasts, and which hours are working hours, from Monday to Friday in the
/// time zone of the service.
/// </summary>
public sealed record OnCallHours
{
    /// <summary>The maximum length of a rotation in days.</summary>
    public const int MaxRotationDays = 28;

    /// <summary>Gets how long a rotation lasts, 1 to 28 whole days. Default: 7 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int RotationDays { get; init => field = Check.Between(value, 1, MaxRotationDays, nameof(RotationDays)); } = 7;

    /// <summary>Gets a day on which a rotation begins, at midnight. Default: Monday, 2024-01-01.</summary>
    public DateOnly RotationStart { get; init; } = new(2024, 1, 1);

    /// <summary>Gets when the working day begins. Default: 9:00.</summary>
    public TimeOnly WorkFrom { get; init; } = new(9, 0);

    /// <summary>Gets when the working day ends, after it begins; 0:00 is the end of the day. Default: 17:00.</summary>
    public TimeOnly WorkTo { get; init; } = new(17, 0);

    private bool EndsWithTheDay => WorkTo == TimeOnly.MinValue;

    /// <summary>Requires that the working day ends after it begins.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public void Validate() => Require(nameof(WorkTo));

    /// <summary>Returns whether a moment in the time zone of the service lies in working hours.</summary>
    /// <param name="local">The moment, with its local time.</param>
    public bool AreWorkingHours(DateTimeOffset local)
    {
        var time = TimeOnly.FromDateTime(local.DateTime);
        return local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            && time >= WorkFrom
            && (EndsWithTheDay || time < WorkTo);
    }

    private void Require(string parameter)
    {
        if (!EndsWithTheDay && WorkTo <= WorkFrom)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{WorkTo:HH:mm:ss}' is not after {WorkFrom:HH:mm:ss}, when the working day begins. 00:00 is the end of the day."),
                parameter);
        }
    }
}
