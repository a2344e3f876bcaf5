using System.Globalization;
using System.Text.Json;
using Reliability.Common;
using Reliability.Slos;

namespace Reliability.Core.Tests.Slos;

public sealed class CalendarGoldenTests
{
    public static TheoryData<int, string> Zones()
    {
        var data = new TheoryData<int, string>();
        int index = 0;
        foreach (JsonElement zone in Golden.Load("calendar").GetProperty("zones").EnumerateArray())
        {
            data.Add(index++, $"{zone.GetProperty("zone")} {zone.GetProperty("year")}");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Calendar_windows_start_at_the_first_instant_of_their_first_local_day(int index, string label)
    {
        JsonElement zone = Golden.Load("calendar").GetProperty("zones")[index];
        string name = zone.GetProperty("zone").GetString()!;
        CalendarPeriod[] periods = [CalendarPeriod.Week, CalendarPeriod.Month, CalendarPeriod.Quarter];
        SloWindow[] windows = [.. periods.Select(period => SloWindow.Calendar(period, name))];
        foreach (JsonElement row in zone.GetProperty("rows").EnumerateArray())
        {
            DateTimeOffset now = At(row[0]);
            for (int i = 0; i < windows.Length; i++)
            {
                var expected = new TimeRange(At(row[1 + (2 * i)]), At(row[2 + (2 * i)]));
                windows[i].At(now).Should().Be(expected, $"the {periods[i]} around {now:u} in {label}");
            }
        }
    }

    [Fact]
    public void A_month_in_which_the_clocks_change_has_743_or_745_hours()
    {
        SloWindow month = SloWindow.Calendar(CalendarPeriod.Month, "Europe/Berlin");
        month.At(new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero)).Length.TotalHours.Should().Be(743);
        month.At(new DateTimeOffset(2026, 10, 15, 0, 0, 0, TimeSpan.Zero)).Length.TotalHours.Should().Be(745);
    }

    [Theory]
    [InlineData("America/Asuncion", "2023-10-15", "2023-10-01T04:00Z", "2023-11-01T03:00Z")]
    [InlineData("America/Asuncion", "2023-09-15", "2023-09-01T04:00Z", "2023-10-01T04:00Z")]
    [InlineData("America/Asuncion", "2017-10-15", "2017-10-01T04:00Z", "2017-11-01T03:00Z")]
    public void A_month_whose_first_midnight_does_not_exist_starts_at_the_first_instant_of_the_day(
        string zone, string within, string start, string end)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        TimeRange month = SloWindow.Calendar(CalendarPeriod.Month, zone).At(DateTimeOffset.Parse($"{within}T12:00Z", culture));

        month.Should().Be(new TimeRange(DateTimeOffset.Parse(start, culture), DateTimeOffset.Parse(end, culture)));
    }

    private static DateTimeOffset At(JsonElement seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64());
}
