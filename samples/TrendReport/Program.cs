using System.Globalization;
using Spectre.Console;
using TrendReportSample;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

IAnsiConsole console = AnsiConsole.Console;
if (!console.Profile.Out.IsTerminal)
{
    // A file or a pipe has no width of its own.
    console.Profile.Width = int.TryParse(
        Environment.GetEnvironmentVariable("COLUMNS"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out int columns)
        && columns >= 40
        ? columns
        : 80;
}

return TrendCommand.Run(args, Console.OpenStandardInput, console, Console.Error, stop.Token);
