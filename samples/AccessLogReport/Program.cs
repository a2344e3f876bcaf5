using AccessLogReport;
using AccessLogReport.Maintenance;
using Reliability.Common;
using Spectre.Console;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // The store holds whole batches: a later run goes on where this one ends.
    e.Cancel = true;
    stop.Cancel();
};

try
{
    switch (args)
    {
        case ["generate", .. var options]:
            GenerateCommand.Run(options);
            return 0;
        case ["repeat", .. var options]:
            RepeatCommand.Run(options);
            return 0;
        case ["copy", .. var options]:
            return await CopyCommand.RunAsync(options, AnsiConsole.Console, stop.Token);
        case ["--help" or "-h", ..]:
            Console.WriteLine(ReportOptions.Usage);
            return 0;
        default:
            return await ReportCommand.RunAsync(ReportOptions.Parse(args), AnsiConsole.Console, stop.Token);
    }
}
catch (Exception e) when (e is LogReadException or UsageException or ReliabilityException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. Run the same command again to go on.");
    return 130;
}
