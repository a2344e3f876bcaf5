using System.Text;

namespace Reliability.Guarantees;

/// <summary>
/// A file of lines that are there as soon as they are written, whatever becomes of the process. One process writes it: an appending stream
/// of .NET writes at its own position, over what another wrote.
/// </summary>
internal sealed class Journal(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly Lock _lock = new();

    public void Write(string line)
    {
        lock (_lock)
        {
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }

    public void Dispose() => _file.Dispose();
}
