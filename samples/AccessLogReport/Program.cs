using AccessLogReport;

try
{
    using AccessLogReader reader = AccessLogSource.Open(args is [var path, ..] ? path : AccessLogSource.StandardInput);
    while (reader.TryRead(out _))
    {
    }

    Console.WriteLine($"{reader.Lines} lines, {reader.Parsed} parsed, {reader.Malformed} malformed");
    return 0;
}
catch (LogReadException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
