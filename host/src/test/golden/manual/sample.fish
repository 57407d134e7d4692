# Which command the words so far lead to.
function __sample_command
    set -l command sample
    for word in (commandline -opc)[2..-1]
        if contains -- "$command $word" \
            'sample paint-it'
            set command "$command $word"
        end
    end
    test "$command" = "$argv"
end

complete -c sample -f

complete -c sample -n '__sample_command sample' -a paint-it -d 'Paints a \\ wall: "quickly", 100% of it'
complete -c sample -n '__sample_command sample' -s h -l help -d 'Show this help message and exit'
complete -c sample -n '__sample_command sample' -s V -l version -d 'Print version information and exit'

complete -c sample -n '__sample_command sample paint-it' -l into -x -a '(__fish_complete_directories)' -d 'A [folder]: where to'
complete -c sample -n '__sample_command sample paint-it' -s p -l paint -x -a 'red green' -d 'One of red, green'
complete -c sample -n '__sample_command sample paint-it' -F
