using WeeklyReviewSample;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

return await ReviewCommand.RunAsync(args, Console.Out, Console.Error, stop.Token).ConfigureAwait(false);
