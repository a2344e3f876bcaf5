namespace TrendReportSample.Output;

/// <summary>Draws dots, of which a character holds 2 by 4.</summary>
internal sealed class DotCanvas(int columns, int rows)
{
    private const char NoDots = '\u2800';

    // The dots of a braille character are numbered down its left side, down its right side, and then in its last line.
    private static readonly byte[,] Dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };
    private readonly byte[,] _cells = new byte[columns, rows];

    public int Width => 2 * columns;

    public int Height => 4 * rows;

    public void Set(int x, int y) => _cells[x / 2, y / 4] |= Dots[x % 2, y % 4];

    /// <summary>Draws a line from one dot to another, which is not left of it.</summary>
    public void Line(int x1, int y1, int x2, int y2)
    {
        if (x1 == x2)
        {
            Column(x1, y1, y2);
            return;
        }

        int before = y1;
        for (int x = x1; x <= x2; x++)
        {
            int y = y1 + (int)Math.Round((y2 - y1) * (double)(x - x1) / (x2 - x1));
            Column(x, before, y);
            before = y;
        }
    }

    /// <summary>Returns a character, or a blank where there are no dots.</summary>
    public char At(int column, int row, bool isUnicode) =>
        _cells[column, row] == 0 ? ' ' : isUnicode ? (char)(NoDots + _cells[column, row]) : '*';

    private void Column(int x, int y1, int y2)
    {
        for (int y = Math.Min(y1, y2); y <= Math.Max(y1, y2); y++)
        {
            Set(x, y);
        }
    }
}
