using Silo.Commands;

return await CommandLine.RunAsync(args);
