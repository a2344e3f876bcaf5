using System.Buffers;
using System.Threading.Channels;

namespace AccessLogReport;

/// <summary>Reads a log on a thread of its own, ahead of the one that replays it, by a bounded number of lines.</summary>
internal static class LinesAhead
{
    /// <summary>Takes a line, and returns <see langword="null"/> or what is to be awaited before the next one.</summary>
    public delegate Task? Taker(in NumberedLine line);

    private const int BlockLines = 1024;
    private const int MaxBlocks = 64;

    /// <summary>
    /// Calls a function for each sound line, in their order. Nobody else may use the reader until the task ends, nor afterwards if it ends
    /// with another exception than that of damage.
    /// </summary>
    /// <param name="reader">The log.</param>
    /// <param name="first">The line that has been read already.</param>
    /// <param name="each">Called for each line.</param>
    /// <exception cref="LogReadException">The log is damaged. All lines before have been passed on.</exception>
    public static async Task ReadAsync(AccessLogReader reader, LogLine first, Taker each)
    {
        using var stop = new CancellationTokenSource();
        Channel<(NumberedLine[] Lines, int Count)> blocks = Channel.CreateBounded<(NumberedLine[] Lines, int Count)>(
            new BoundedChannelOptions(MaxBlocks) { SingleReader = true, SingleWriter = true });
        Task reading = Task.Run(() => WriteAsync(reader, first, blocks.Writer, stop.Token));
        try
        {
            await foreach ((NumberedLine[] lines, int count) in blocks.Reader.ReadAllAsync())
            {
                for (int i = 0; i < count; i++)
                {
                    if (each(in lines[i]) is { } before)
                    {
                        await before;
                    }
                }

                ArrayPool<NumberedLine>.Shared.Return(lines);
            }
        }
        catch
        {
            // A reader that waits for a pipe would hold up the end of the program.
            await stop.CancelAsync();
            throw;
        }

        await reading;
    }

    private static async Task WriteAsync(
        AccessLogReader reader, LogLine first, ChannelWriter<(NumberedLine[] Lines, int Count)> blocks, CancellationToken stop)
    {
        Exception? damage = null;
        try
        {
            NumberedLine[] lines = ArrayPool<NumberedLine>.Shared.Rent(BlockLines);
            lines[0] = NumberOf(reader, first);
            int count = 1;
            try
            {
                while (reader.TryRead(out LogLine line))
                {
                    if (count == BlockLines)
                    {
                        await blocks.WriteAsync((lines, count), stop);
                        lines = ArrayPool<NumberedLine>.Shared.Rent(BlockLines);
                        count = 0;
                    }

                    lines[count++] = NumberOf(reader, line);
                }
            }
            catch (LogReadException e)
            {
                damage = e;
            }

            await blocks.WriteAsync((lines, count), stop);
        }
        catch (OperationCanceledException)
        {
            // The replay has ended, and nobody waits for more lines.
        }
        catch (Exception e)
        {
            damage = e;
        }
        finally
        {
            blocks.Complete(damage);
        }
    }

    private static NumberedLine NumberOf(AccessLogReader reader, LogLine line) => new(line, reader.LineNumber, reader.IsUnfinished);
}
