namespace Reliability.Guarantees.Tests;

/// <summary>A folder for the files of one test.</summary>
internal sealed class Files : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reliability-guarantees-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
