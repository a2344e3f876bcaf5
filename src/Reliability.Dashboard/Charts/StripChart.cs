using System.Globalization;
using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>One cell a day, one row a month. Each state has a shape or a hatch, and a word in the legend.</summary>
internal sealed record StripChart
{
    private const int MaxDays = 3700;
    private const double RowHeight = 22;
    private const double CellHeight = 18;
    private const double Top = 18;
    private const double CellWidth = ChartFrame.Width / 31;

    /// <summary>The most shapes that fit above a cell.</summary>
    private const int MaxKinds = 2;

    private static readonly StripState[] _states = [StripState.Met, StripState.NotMet, StripState.NotMeasured, StripState.Excluded];

    /// <summary>Gets the id of the figure, unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the days, ascending.</summary>
    public required IReadOnlyList<StripDay> Days { get; init; }

    /// <summary>Gets what happened.</summary>
    public IReadOnlyList<TimeMarker> Markers { get; init; } = [];

    /// <summary>Gets the zone in which what happened lies on a day.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Gets the JSON pointer of the array that holds the days.</summary>
    public required string Pointer { get; init; }

    /// <summary>Gets the property of an item that holds its day.</summary>
    public string DayProperty { get; init; } = "day";

    /// <summary>Gets the property of an item that holds its state.</summary>
    public string StateProperty { get; init; } = "state";

    /// <summary>Returns the word for a state.</summary>
    public static string Word(StripState state) => state switch
    {
        StripState.Met => "met",
        StripState.NotMet => "not met",
        StripState.NotMeasured => "not measured",
        StripState.Excluded => "excluded",
        _ => throw Check.OutOfRange(state, "A day of a chart has a state.", nameof(state)),
    };

    /// <summary>Writes the chart.</summary>
    /// <exception cref="ArgumentException">A part of the chart is not valid; the message names it.</exception>
    public void Write(HtmlWriter html)
    {
        Require();
        ChartFrame.Open(html, Id, Title, "chart-strip");
        if (Days.Count == 0)
        {
            ChartFrame.Empty(html, "No day has passed yet.");
            return;
        }

        IGrouping<(int Year, int Month), StripDay>[] months = [.. Days.GroupBy(one => (one.Day.Year, one.Day.Month))];
        Legend(html);
        ChartFrame.OpenDrawing(html, Id, Title, Description(), Top + (months.Length * RowHeight));
        ChartFrame.Hatches(html, Id);
        foreach (int day in (int[])[1, 8, 15, 22, 29])
        {
            ChartFrame.Text(html, "tick x", (day - 0.5) * CellWidth, 11, day.ToString(CultureInfo.InvariantCulture));
        }

        for (int row = 0; row < months.Length; row++)
        {
            Month(html, months[row], Top + (row * RowHeight));
        }

        ChartFrame.CloseDrawing(html);
        MarkerMarks.Note(html, Days.SelectMany(day => MarkersOn(day.Day)));
        Table(html);
        ChartFrame.Close(html);
    }

    private void Require()
    {
        ChartRules.Id(Id);
        ChartRules.Text(Title, nameof(Title));
        ChartRules.Pointer(Pointer);
        ChartRules.Property(DayProperty);
        ChartRules.Property(StateProperty);
        Check.Between(Days.Count, 0, MaxDays, nameof(Days));
        for (int i = 0; i < Days.Count; i++)
        {
            Check.Word(Days[i].State, nameof(Days), StripState.None);
            Check.That(
                i == 0 || Days[i - 1].Day < Days[i].Day,
                Show.Day(Days[i].Day),
                $"Days must ascend; item {i} does not.",
                nameof(Days));
        }
    }

    private void Legend(HtmlWriter html)
    {
        html.Open("ul", "chart-legend");
        foreach (StripState state in _states)
        {
            int count = Days.Count(one => one.State == state);
            if (count > 0)
            {
                html.Open("li").Open("svg", "swatch").Attribute("width", "14").Attribute("height", "14")
                    .Attribute("viewBox", "-7 -7 14 14").Attribute("aria-hidden", "true");
                html.Open("rect").Attribute("class", $"cell {Class(state)}").Attribute("x", "-7").Attribute("y", "-7")
                    .Attribute("width", "14").Attribute("height", "14");
                Fill(html, state);
                html.Close();
                if (Mark(state) is { } mark)
                {
                    ChartFrame.Path(html, $"cell-mark {Class(state)}", mark);
                }

                html.Close().Element("span", Word(state), "name").Text(Check.Text($" {count} {(count == 1 ? "day" : "days")}")).Close();
            }
        }

        html.Close();
    }

    private void Month(HtmlWriter html, IGrouping<(int Year, int Month), StripDay> month, double y)
    {
        string label = new DateOnly(month.Key.Year, month.Key.Month, 1).ToString("MMM yyyy", CultureInfo.InvariantCulture);
        html.Open("text", "tick y").Attribute("x", "-8").Attribute("y", y + (CellHeight / 2)).Attribute("dy", ".32em").Text(label).Close();
        foreach (StripDay day in month)
        {
            double x = (day.Day.Day - 1) * CellWidth;
            html.Open("rect").Attribute("class", $"cell {Class(day.State)}").Attribute("x", ChartFrame.Percent(x)).Attribute("y", y)
                .Attribute("width", ChartFrame.Percent(CellWidth * 0.9)).Attribute("height", CellHeight);
            Fill(html, day.State);
            html.Close();
            if (Mark(day.State) is { } mark)
            {
                double middle = x + (CellWidth * 0.45);
                ChartFrame.Shape(html, $"cell-mark {Class(day.State)}", middle, y + (CellHeight / 2), mark);
            }

            foreach (MarkerKind kind in MarkersOn(day.Day).Select(one => one.Kind).Distinct().Take(MaxKinds))
            {
                // At the top of the cell, one shape for each kind: the list of the page has the rest.
                x += CellWidth * 0.3;
                ChartFrame.Shape(html, MarkerMarks.Classes(kind), x, y + 3, Glyph.Of(kind));
            }
        }
    }

    private void Fill(HtmlWriter html, StripState state)
    {
        if (state == StripState.NotMeasured)
        {
            html.Attribute("fill", ChartFrame.Hatch(Id, "none"));
        }
    }

    private void Table(HtmlWriter html)
    {
        string[] heads = Markers.Count > 0 ? ["Day", "State", "Marked"] : ["Day", "State"];
        ChartFrame.OpenTable(html, Title, heads);
        for (int i = Math.Max(0, Days.Count - ChartFrame.MaxRows); i < Days.Count; i++)
        {
            html.Open("tr").Open("th").Attribute("scope", "row");
            html.Figure($"{Pointer}/{Check.Text($"{i}")}/{DayProperty}", Format.Day, Show.Day(Days[i].Day)).Close();
            html.Open("td").Figure($"{Pointer}/{Check.Text($"{i}")}/{StateProperty}", Format.Word, Word(Days[i].State)).Close();
            if (Markers.Count > 0)
            {
                html.Element("td", string.Join(", ", MarkersOn(Days[i].Day).Select(one => MarkerMarks.Label(one.Number!.Value))));
            }

            html.Close();
        }

        ChartFrame.CloseTable(html, Days.Count, "last");
    }

    private IEnumerable<TimeMarker> MarkersOn(DateOnly day) => Markers.Where(one =>
        one.Number is not null && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(one.At, Zone).DateTime) == day);

    private string Description()
    {
        var text = new StringBuilder();
        text.Append("From ").Append(Show.Day(Days[0].Day)).Append(" to ").Append(Show.Day(Days[^1].Day)).Append(": ");
        text.AppendJoin(", ", _states
            .Select(state => (Word: Word(state), Count: Days.Count(one => one.State == state)))
            .Where(one => one.Count > 0)
            .Select(one => Check.Text($"{one.Count} {(one.Count == 1 ? "day" : "days")} {one.Word}")));
        StripDay? worst = Days.Where(one => one.State == StripState.NotMet).Select(one => (StripDay?)one).LastOrDefault();
        string said = worst is { } last ? $"{text}. Last not met on {Show.Day(last.Day)}." : $"{text}.";
        return MarkerMarks.Text(Days.SelectMany(day => MarkersOn(day.Day))) is { } marked ? $"{said} {marked}" : said;
    }

    private static string? Mark(StripState state) => state switch
    {
        StripState.NotMet => Glyph.Cross,
        StripState.Excluded => "M-3 0H3",
        _ => null,
    };

    private static string Class(StripState state) => state switch
    {
        StripState.Met => "met",
        StripState.NotMet => "not-met",
        StripState.NotMeasured => "gap",
        _ => "excluded",
    };
}
