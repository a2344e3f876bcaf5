using AccessLogReport;
using AccessLogReport.Maintenance;

try
{
    switch (args)
    {
        case ["generate", .. var options]:
            GenerateCommand.Run(options);
            break;
        case ["repeat", .. var options]:
            RepeatCommand.Run(options);
            break;
        default:
            using (AccessLogReader reader = AccessLogSource.Open(args is [var path, ..] ? path : SampleLog.Path))
            {
                while (reader.TryRead(out _))
                {
                }

                Console.WriteLine($"{reader.Lines} lines, {reader.Parsed} parsed, {reader.Malformed} malformed");
            }

            break;
    }

    return 0;
}
catch (Exception e) when (e is LogReadException or UsageException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
