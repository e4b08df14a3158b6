#!/bin/sh
# Starts TensorFlow Serving as a child of the agent. MODEL_NAME, MODEL_BASE_PATH and further arguments mean what they mean to the
# entry point of tensorflow/serving; without MODEL_NAME the models that came with the image are served.
set -eu

home=$(dirname "$0")
base=${MODEL_BASE_PATH:-/models}

chosen=no
port=8501
for argument; do
  case $argument in
    --rest_api_port=*) port=${argument#*=} ;;
    --model_config_file | --model_config_file=* | --model_base_path | --model_base_path=*) chosen=yes ;;
  esac
done

if [ -n "${MODEL_NAME:-}" ]; then
  set -- "--model_name=$MODEL_NAME" "--model_base_path=$base/$MODEL_NAME" "$@"
elif [ "$chosen" = no ]; then
  set -- "--model_config_file=$base/models.config" "$@"
fi

# By address: a container without IPv6 still knows localhost as ::1, too, and what that answers is not what a closed port answers.
export Agent__Node="${Agent__Node:-http://127.0.0.1:$port}"

exec "$home/Agent" -- tensorflow_model_server --port=8500 --rest_api_port=8501 "--monitoring_config_file=$home/monitoring.config" "$@"
