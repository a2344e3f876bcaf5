namespace Reliability.Dashboard.Internal;

/// <summary>Writes the table behind a chart over time: the latest rows, as they stand in the twin.</summary>
internal static class TimeTable
{
    public static void Write(HtmlWriter html, TimeChart chart, IReadOnlyList<ChartColumn> columns)
    {
        // A row is an instant; what a series has twice at an instant has two rows.
        var rows = new SortedDictionary<(DateTimeOffset At, int Times), int[]>();
        for (int c = 0; c < columns.Count; c++)
        {
            IReadOnlyList<TimePoint> points = columns[c].Points;
            int times = 0;
            for (int i = 0; i < points.Count; i++)
            {
                times = i > 0 && points[i - 1].At == points[i].At ? times + 1 : 0;
                if (points[i].At < chart.From || points[i].At > chart.To)
                {
                    continue;
                }

                if (!rows.TryGetValue((points[i].At, times), out int[]? cells))
                {
                    cells = new int[columns.Count];
                    Array.Fill(cells, -1);
                    rows.Add((points[i].At, times), cells);
                }

                cells[c] = i;
            }
        }

        ChartFrame.OpenTable(html, chart.Title, ["Time", .. columns.Select(column => column.Name)]);
        foreach (((DateTimeOffset at, _), int[] cells) in rows.TakeLast(ChartFrame.MaxRows))
        {
            Row(html, chart, columns, at, cells);
        }

        ChartFrame.CloseTable(html, rows.Count, "last");
    }

    private static void Row(HtmlWriter html, TimeChart chart, IReadOnlyList<ChartColumn> columns, DateTimeOffset at, int[] cells)
    {
        int first = Array.FindIndex(cells, cell => cell >= 0);
        html.Open("tr").Open("th").Attribute("scope", "row");
        html.Figure($"{columns[first].Pointer}/{cells[first]}/{columns[first].AtProperty}", at, chart.Zone).Close();
        for (int c = 0; c < columns.Count; c++)
        {
            html.Open("td");
            if (cells[c] >= 0)
            {
                ChartColumn column = columns[c];
                html.Figure($"{column.Pointer}/{cells[c]}/{column.Property}", column.Format, column.Points[cells[c]].Value);
            }

            html.Close();
        }

        html.Close();
    }
}
